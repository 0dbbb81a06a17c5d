import { asScopeKind, breadthOf } from '@/lib/arm/scopes';
import { hasUnreadRole } from '@/lib/audit/rule/coverage';
import type { Rule } from '@/lib/audit/rule/rule';
import type { EstateReader } from '@/lib/model/estate-reader';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { rankIndex } from '@/lib/rbac/privilege';
import { words } from './words';

const operator = rankIndex('operator');
const dataReader = rankIndex('data reader');
const resourceGroupBreadth = breadthOf('resource group');

/** A powerful identity on several resources: the weakest of them decides who holds its power. */
export const privilegedShared: Rule = {
  id: 'privileged-shared',
  severity: 'high',
  subject: 'identities',
  words,
  dependsOn: ['hosts', 'roleAssignments', 'roleDefinitions'],
  find(estate) {
    const identities: number[] = [];
    let unknown = hasUnreadRole(estate);
    for (const row of estate.identities.live()) {
      if (estate.identities.text('kind', row) !== 'user' || estate.identities.number('hosts', row) < 2)
        continue;
      const answer = isPowerful(estate, row);
      if (answer === 'unknown') unknown = true;
      if (answer === 'yes') identities.push(row);
    }
    return { rows: { identities }, unknown };
  },
  severityOf: (estate, row) => (estate.identities.number('hostSubscriptions', row) > 1 ? 'critical' : 'high'),
};

/** Operator or more anywhere, or data of a whole resource group or more. */
function isPowerful(estate: EstateReader, identityRow: number): 'yes' | 'no' | 'unknown' {
  const highest = estate.identities.number('privilege', identityRow);
  if (highest >= 0 && highest < dataReader) {
    return estate.groupsOf(estate.principalId(identityRow)) === null ? 'unknown' : 'no';
  }
  let found = false;
  let known = true;
  const groupsKnown = visitRoleAssignments(estate, estate.principalId(identityRow), (roleAssignmentRow) => {
    if (found) return;
    const rank = estate.roleAssignments.number('privilege', roleAssignmentRow);
    // A role whose definition could not be read.
    if (rank < 0) known = false;
    const breadth = breadthOf(asScopeKind(estate.roleAssignments.text('scopeKind', roleAssignmentRow)));
    found =
      rank >= operator ||
      (rank >= dataReader && breadth >= resourceGroupBreadth && opensStores(estate, roleAssignmentRow));
  });
  if (found) return 'yes';
  return groupsKnown && known ? 'no' : 'unknown';
}

/** Whether a role opens vaults or storage; other data, like metrics, is no prize. */
function opensStores(estate: EstateReader, roleAssignmentRow: number): boolean {
  const role = estate.role(estate.roleAssignment(roleAssignmentRow).roleGuid);
  const stores = /^(\*|microsoft\.(keyvault|storage)\/)/i;
  return role?.permissions.some(({ dataActions }) => dataActions.some((one) => stores.test(one))) ?? false;
}
