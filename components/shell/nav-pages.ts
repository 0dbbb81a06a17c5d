import type { Route } from 'next';
import type { EstateSummary } from '@/lib/model/summary';
import { routes } from '@/lib/routes';

export interface NavPage {
  title: string;
  href: Route;
  /** Absent where a page holds no countable things. */
  count?: (counts: EstateSummary['counts']) => number;
}

export const navPages: readonly NavPage[] = [
  { title: 'Overview', href: routes.overview() },
  { title: 'Identities', href: routes.identities(), count: (counts) => counts.identities },
  { title: 'Virtual machines', href: routes.vms(), count: (counts) => counts.virtualMachines },
  { title: 'Grants', href: routes.roleAssignments(), count: (counts) => counts.roleAssignments },
  { title: 'Start', href: routes.start() },
  { title: 'Operations', href: routes.operations() },
];
