import type { EstateReader } from '@/lib/model/estate-reader';

/**
 * Visits every role assignment a principal holds, its own and those of its groups.
 * @param visit gets the row in the grants table, and the group it comes through or null
 * @returns false when group membership is unknown: there may be more
 */
export function visitGrants(
  estate: EstateReader,
  principalId: string,
  visit: (grantRow: number, groupId: string | null) => void,
): boolean {
  // Without an object id (a deleted identity whose id Azure no longer tells) nothing can be looked up.
  if (principalId === '') return true;
  for (const row of estate.grantsOf(principalId)) if (estate.grants.isLive(row)) visit(row, null);
  const groups = estate.groupsOf(principalId);
  if (groups === null) return false;
  for (const groupId of groups) {
    for (const row of estate.grantsOf(groupId)) if (estate.grants.isLive(row)) visit(row, groupId);
  }
  return true;
}
