import type { EstateReader } from '@/lib/estate/reader';
import { visitGrants } from '@/lib/rbac/held-grants';
import { privilegeOf, privilegeOfGrant, rankIndex } from '@/lib/rbac/privilege';
import { asScopeKind, isBroad } from '@/lib/rbac/scopes';
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
    const grants = new Set<number>();
    let unknown = false;
    for (const row of estate.identities.live()) {
      const broad = broadRank(estate, row, (grant) => grants.add(grant));
      if (broad.rank >= contributor) identities.push(row);
      if (!broad.known) unknown = true;
    }
    return { rows: { identities, grants: [...grants] }, unknown };
  },
  severityOf: (estate, row) => (broadRank(estate, row, () => {}).rank >= owner ? 'critical' : 'high'),
};

function broadRank(estate: EstateReader, identityRow: number, onFound: (grantRow: number) => void) {
  let rank = 0;
  let rolesKnown = true;
  const groupsKnown = visitGrants(estate, estate.principalId(identityRow), (grantRow) => {
    if (!isBroad(asScopeKind(estate.grants.text('scopeKind', grantRow)))) return;
    const grant = estate.grant(grantRow);
    const role = estate.role(grant.roleGuid);
    if (!role) {
      rolesKnown = false;
      return;
    }
    if (privilegeOf(role) < contributor) return;
    const held = privilegeOfGrant(role, grant.condition);
    if (held < contributor) return;
    rank = Math.max(rank, held);
    onFound(grantRow);
  });
  return { rank, known: groupsKnown && rolesKnown };
}
