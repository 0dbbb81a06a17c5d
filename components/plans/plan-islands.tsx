'use client';

import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { DraftActions } from './draft-actions';
import type { PlanForm } from './plan-form';

// A review is read before anything is done with it, and is confirmed without any script too: both come with the first
// touch.

export const PlanFormIsland = whenNeeded<ComponentProps<typeof PlanForm>>(
  async () => (await import('./plan-form')).PlanForm,
);
export const DraftActionsIsland = whenNeeded<ComponentProps<typeof DraftActions>>(
  async () => (await import('./draft-actions')).DraftActions,
);
