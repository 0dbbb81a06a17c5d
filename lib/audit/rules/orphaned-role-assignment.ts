import { findOrphans } from '@/lib/rbac/orphan';
import type { Rule } from '../rule';

/** Role assignments whose principal is gone; see lib/rbac/orphan for what counts. */
export const orphanedRoleAssignment: Rule = {
  id: 'orphaned-role-assignment',
  severity: 'medium',
  subject: 'roleAssignments',
  title: (count) => (count === 1 ? '1 grant belongs to nobody' : `${count} grants belong to nobody`),
  short: 'Belongs to nobody',
  detail: 'Left behind by a deleted principal; counts toward the 4,000 role assignments of its subscription.',
  find(estate) {
    const { rows: roleAssignments, unknown } = findOrphans(estate);
    return { rows: { roleAssignments }, unknown };
  },
};
