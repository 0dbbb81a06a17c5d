import type { Rule } from '@/lib/audit/rule/rule';
import { findOrphans } from '@/lib/rbac/orphan';
import { words } from './words';

/** Role assignments whose principal is gone; see lib/rbac/orphan for what counts. */
export const orphanedRoleAssignment: Rule = {
  id: 'orphaned-role-assignment',
  severity: 'medium',
  subject: 'roleAssignments',
  words,
  dependsOn: [],
  find(estate) {
    const { rows: roleAssignments, unknown } = findOrphans(estate);
    return { rows: { roleAssignments }, unknown };
  },
};
