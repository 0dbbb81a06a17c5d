import { asScopeKind, isBroad } from '@/lib/arm/scopes';
import type { EstateReader } from '@/lib/model/estate-reader';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { rankIndex } from '@/lib/rbac/privilege';
import { hidesRoleAssignments } from '../coverage';
import type { Rule } from '../rule';

const contributor = rankIndex('contributor');
const owner = rankIndex('owner');

/** Owner- or contributor-like rights on a subscription or above, held by code. */
export const privilegedBroad: Rule = {
  id: 'privileged-broad',
  severity: 'high',
  subject: 'identities',
  title: (count) =>
    count === 1
      ? '1 identity may change a whole subscription or more'
      : `${count} identities may change a whole subscription or more`,
  short: 'May change a whole subscription or more',
  detail:
    'Code that gets one token of it can change everything there; a role on the one resource it uses would do.',
  find(estate) {
    const identities: number[] = [];
    const roleAssignments = new Set<number>();
    let unknown = false;
    for (const row of estate.identities.live()) {
      const highest = estate.identities.number('privilege', row);
      if (highest < 0 || estate.groupsOf(estate.principalId(row)) === null) unknown = true;
      if (highest < contributor) continue;
      if (broadRank(estate, row, (roleAssignment) => roleAssignments.add(roleAssignment)) >= contributor)
        identities.push(row);
    }
    unknown ||= hidesRoleAssignments(estate) || holdsUnreadRole(estate);
    return { rows: { identities, roleAssignments: [...roleAssignments] }, unknown };
  },
  severityOf: (estate, row) => (broadRank(estate, row, () => {}) >= owner ? 'critical' : 'high'),
};

function broadRank(
  estate: EstateReader,
  identityRow: number,
  onFound: (roleAssignmentRow: number) => void,
): number {
  let rank = 0;
  visitRoleAssignments(estate, estate.principalId(identityRow), (roleAssignmentRow) => {
    if (!isBroad(asScopeKind(estate.roleAssignments.text('scopeKind', roleAssignmentRow)))) return;
    const assigned = estate.roleAssignments.number('privilege', roleAssignmentRow);
    if (assigned < contributor) return;
    rank = Math.max(rank, assigned);
    onFound(roleAssignmentRow);
  });
  return rank;
}

/** True when an identity holds a role somewhere broad whose definition could not be read. */
function holdsUnreadRole(estate: EstateReader): boolean {
  const { roleAssignments } = estate;
  for (const row of roleAssignments.live()) {
    if (roleAssignments.number('privilege', row) >= 0 || roleAssignments.number('identity', row) < 0)
      continue;
    if (isBroad(asScopeKind(roleAssignments.text('scopeKind', row)))) return true;
  }
  return false;
}
