'use client';

import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { PlanCode } from './plan-code';

/** The first language is on the page from the start; the others and copying come with the first touch. */
export const PlanCodeIsland = whenNeeded<ComponentProps<typeof PlanCode>>(
  async () => (await import('./plan-code')).PlanCode,
);
