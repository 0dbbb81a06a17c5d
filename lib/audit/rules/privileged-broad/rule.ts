import { asScopeKind, isBroad } from '@/lib/arm/scopes';
import { hasUnreadRole } from '@/lib/audit/rule/coverage';
import type { Rule } from '@/lib/audit/rule/rule';
import type { EstateReader } from '@/lib/model/estate-reader';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { rankIndex } from '@/lib/rbac/privilege';
import { words } from './words';

const contributor = rankIndex('contributor');
const owner = rankIndex('owner');

/** Owner- or contributor-like rights on a subscription or above, assigned to code. */
export const privilegedBroad: Rule = {
  id: 'privileged-broad',
  severity: 'high',
  subject: 'identities',
  words,
  dependsOn: ['roleAssignments', 'roleDefinitions'],
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
    unknown ||= hasUnreadRole(estate, (row) =>
      isBroad(asScopeKind(estate.roleAssignments.text('scopeKind', row))),
    );
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
