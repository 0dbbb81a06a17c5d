import type { EstateReader } from '@/lib/model/estate-reader';

/**
 * Visits every role assignment a principal holds, its own and those of its groups.
 * @param visit gets the row in the role assignments table, and the group it comes through or null
 * @returns false when group membership is unknown: there may be more
 */
export function visitRoleAssignments(
  estate: EstateReader,
  principalId: string,
  visit: (roleAssignmentRow: number, groupId: string | null) => void,
): boolean {
  // Without an object id (a deleted identity whose id Azure no longer tells) nothing can be looked up.
  if (principalId === '') return true;
  for (const row of estate.roleAssignmentsOf(principalId))
    if (estate.roleAssignments.isLive(row)) visit(row, null);
  const groups = estate.groupsOf(principalId);
  if (groups === null) return false;
  for (const groupId of groups) {
    for (const row of estate.roleAssignmentsOf(groupId))
      if (estate.roleAssignments.isLive(row)) visit(row, groupId);
  }
  return true;
}
