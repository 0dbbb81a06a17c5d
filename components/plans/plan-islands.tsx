'use client';

import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { ImpactTable } from './impact-table';
import type { PlanCode } from './plan-code';
import type { PlanSteps } from './plan-steps';

// A review is read before anything is done with it: choosing, copying, and drawing it again come with the first touch.

export const PlanStepsIsland = whenNeeded<ComponentProps<typeof PlanSteps>>(
  async () => (await import('./plan-steps')).PlanSteps,
);
export const ImpactIsland = whenNeeded<ComponentProps<typeof ImpactTable>>(
  async () => (await import('./impact-table')).ImpactTable,
);
export const PlanCodeIsland = whenNeeded<ComponentProps<typeof PlanCode>>(
  async () => (await import('./plan-code')).PlanCode,
);
