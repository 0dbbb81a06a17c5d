'use client';

import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { ActionMenu, PartActions } from '@/components/wizards/action-menu';

// What can be done to a thing is on its page from the start; how it is planned comes with the first touch.

export const ActionMenuIsland = whenNeeded<ComponentProps<typeof ActionMenu>>(
  async () => (await import('@/components/wizards/action-menu')).ActionMenu,
);
export const PartActionsIsland = whenNeeded<ComponentProps<typeof PartActions>>(
  async () => (await import('@/components/wizards/action-menu')).PartActions,
);
