import { findOrphans } from '@/lib/rbac/orphan';
import type { Rule } from '../rule';

/** Role assignments whose principal is gone; see lib/rbac/orphan for what counts. */
export const orphanedGrant: Rule = {
  id: 'orphaned-grant',
  severity: 'medium',
  subject: 'grants',
  title: (count) => (count === 1 ? '1 grant belongs to nobody' : `${count} grants belong to nobody`),
  short: 'Belongs to nobody',
  detail: 'Left behind by a deleted principal; counts toward the 4,000 role assignments of its subscription.',
  find(estate) {
    const { rows: grants, unknown } = findOrphans(estate);
    return { rows: { grants }, unknown };
  },
};
