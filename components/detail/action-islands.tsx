'use client';

import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { PlanButton } from '@/components/plans/plan-button';
import type { DetachButton, HostActions } from '@/components/wizards/host-actions';
import type { IdentityActions } from '@/components/wizards/identity-actions';
import type { RemoveFederation } from '@/components/wizards/remove-federation';

// What can be done to a thing is on its page from the start; how it is planned comes with the first touch.

export const IdentityActionsIsland = whenNeeded<ComponentProps<typeof IdentityActions>>(
  async () => (await import('@/components/wizards/identity-actions')).IdentityActions,
);
export const HostActionsIsland = whenNeeded<ComponentProps<typeof HostActions>>(
  async () => (await import('@/components/wizards/host-actions')).HostActions,
);
export const DetachIsland = whenNeeded<ComponentProps<typeof DetachButton>>(
  async () => (await import('@/components/wizards/host-actions')).DetachButton,
);
export const RemoveFederationIsland = whenNeeded<ComponentProps<typeof RemoveFederation>>(
  async () => (await import('@/components/wizards/remove-federation')).RemoveFederation,
);
export const RemoveRoleAssignmentIsland = whenNeeded<
  Pick<ComponentProps<typeof PlanButton>, 'title'> & { input: Readonly<Record<string, string>> }
>(async () => (await import('./remove-role-assignment')).RemoveRoleAssignment);
