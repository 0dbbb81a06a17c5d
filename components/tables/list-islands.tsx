'use client';

import { whenNeeded } from '@/components/live/when-needed';
import type { ListProps } from './list-page';

// The server draws the first screen of each; filters, selection and the other rows come with the script.

export const IdentitiesIsland = whenNeeded<ListProps>(
  async () => (await import('./identities-list')).IdentitiesList,
);
export const VmsIsland = whenNeeded<ListProps>(async () => (await import('./vms-list')).VmsList);
export const RoleAssignmentsIsland = whenNeeded<ListProps>(
  async () => (await import('./role-assignments-list')).RoleAssignmentsList,
);
