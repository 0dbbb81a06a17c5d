import { asScopeKind, isBroad } from '@/lib/arm/scopes';
import type { EstateReader } from '@/lib/model/estate-reader';
import { visitGrants } from '@/lib/rbac/assigned-roles';
import { rankIndex } from '@/lib/rbac/privilege';
import { hidesGrants } from '../coverage';
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
      const highest = estate.identities.number('privilege', row);
      if (highest < 0 || estate.groupsOf(estate.principalId(row)) === null) unknown = true;
      if (highest < contributor) continue;
      if (broadRank(estate, row, (grant) => grants.add(grant)) >= contributor) identities.push(row);
    }
    unknown ||= hidesGrants(estate) || holdsUnreadRole(estate);
    return { rows: { identities, grants: [...grants] }, unknown };
  },
  severityOf: (estate, row) => (broadRank(estate, row, () => {}) >= owner ? 'critical' : 'high'),
};

function broadRank(estate: EstateReader, identityRow: number, onFound: (grantRow: number) => void): number {
  let rank = 0;
  visitGrants(estate, estate.principalId(identityRow), (grantRow) => {
    if (!isBroad(asScopeKind(estate.grants.text('scopeKind', grantRow)))) return;
    const held = estate.grants.number('privilege', grantRow);
    if (held < contributor) return;
    rank = Math.max(rank, held);
    onFound(grantRow);
  });
  return rank;
}

/** True when an identity holds a role somewhere broad whose definition could not be read. */
function holdsUnreadRole(estate: EstateReader): boolean {
  const { grants } = estate;
  for (const row of grants.live()) {
    if (grants.number('privilege', row) >= 0 || grants.number('identity', row) < 0) continue;
    if (isBroad(asScopeKind(grants.text('scopeKind', row)))) return true;
  }
  return false;
}
