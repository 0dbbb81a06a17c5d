'use client';

import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { OperationView } from './operation-view';
import type { OperationsList } from './operations-list';

// What was done is on the page from the start; what follows it while it runs comes with the first touch, or at once
// when something runs.

export const OperationsIsland = whenNeeded<ComponentProps<typeof OperationsList>>(
  async () => (await import('./operations-list')).OperationsList,
);
export const OperationIsland = whenNeeded<ComponentProps<typeof OperationView>>(
  async () => (await import('./operation-view')).OperationView,
);
