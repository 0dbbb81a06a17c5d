import type { EstateReader } from '@/lib/estate/reader';
import { visitGrants } from '@/lib/rbac/held-grants';
import { privilegeOfGrant, rankIndex } from '@/lib/rbac/privilege';
import { asScopeKind, breadthOf } from '@/lib/rbac/scopes';
import type { Rule } from '../rule';

const operator = rankIndex('operator');
const dataReader = rankIndex('data reader');
const resourceGroupBreadth = breadthOf('resource group');

/** A powerful identity on several resources: the weakest of them decides who holds its power. */
export const privilegedShared: Rule = {
  id: 'privileged-shared',
  severity: 'high',
  subject: 'identities',
  title: (count) =>
    count === 1
      ? '1 powerful identity is shared'
      : `${count} powerful identities are shared by several resources`,
  short: 'Powerful and shared by several resources',
  detail: 'Whoever runs code on the least protected of the resources has everything the identity may do.',
  find(estate) {
    const identities: number[] = [];
    let unknown = false;
    for (const row of estate.identities.live()) {
      if (estate.identities.text('kind', row) !== 'user' || estate.hostsOf(row).length < 2) continue;
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
  let found = false;
  let known = true;
  const groupsKnown = visitGrants(estate, estate.principalId(identityRow), (grantRow) => {
    if (found) return;
    const grant = estate.grant(grantRow);
    const role = estate.role(grant.roleGuid);
    if (!role) {
      known = false;
      return;
    }
    const rank = privilegeOfGrant(role, grant.condition);
    const breadth = breadthOf(asScopeKind(estate.grants.text('scopeKind', grantRow)));
    found = rank >= operator || (rank >= dataReader && breadth >= resourceGroupBreadth);
  });
  if (found) return 'yes';
  return groupsKnown && known ? 'no' : 'unknown';
}
