import type { EstateReader, RoleRow } from '@/lib/estate/reader';
import { visitGrants } from '@/lib/rbac/held-grants';
import { permissionAllows, privilegeOf, rankIndex } from '@/lib/rbac/privilege';
import { asScopeKind, breadthOf } from '@/lib/rbac/scopes';
import { assignIdentityAction, federateIdentityAction, runCodeActions } from '@/lib/rbac/sensitive-actions';
import type { Rule } from '../rule';

const operator = rankIndex('operator');
const owner = rankIndex('owner');

/**
 * An identity that may take over its own host or a stronger identity: code with its token climbs from there.
 * VM Contributor means SYSTEM or root by run command, and IMDS answers whoever runs code on the host.
 */
export const selfEscalating: Rule = {
  id: 'self-escalating',
  severity: 'high',
  subject: 'identities',
  title: (count) =>
    count === 1
      ? '1 identity may take over its own host or a stronger identity'
      : `${count} identities may take over their own host or a stronger identity`,
  short: 'May take over its own host or a stronger identity',
  detail:
    'Code that gets its token can run commands as root, or get the token of an identity that may do more.',
  find(estate) {
    const scopesOf = hostScopes(estate);
    const strongest = strongestByScope(estate, scopesOf);
    const identities: number[] = [];
    const hosts = new Set<number>();
    let unknown = false;
    for (const row of estate.identities.live()) {
      const hostRows = estate.hostsOf(row);
      if (hostRows.length === 0) continue;
      const privilege = estate.identities.number('privilege', row);
      if (privilege < 0) unknown = true;
      if (privilege >= 0 && privilege < operator) continue;
      const own = strengthOf(estate, row);
      const atScopes = new Set<string>();
      let found = false;
      visitGrants(estate, estate.principalId(row), (grantRow) => {
        if (estate.grants.number('privilege', grantRow) < operator) return;
        const { scope, roleGuid } = estate.grant(grantRow);
        const role = estate.role(roleGuid);
        if (!role) return;
        const power = powerOf(role);
        if (power.runCode) atScopes.add(scope);
        if (power.runCode && (strongest.onHosts.get(scope) ?? -1) > own) found = true;
        if (power.assign && (strongest.standAlone.get(scope) ?? -1) > own) found = true;
      });
      if (atScopes.size > 0) {
        for (const host of hostRows) {
          const { id, above } = scopesOf(host);
          if (!atScopes.has(id) && !above.some((scope) => atScopes.has(scope))) continue;
          found = true;
          hosts.add(host);
        }
      }
      if (found) identities.push(row);
    }
    return { rows: { identities, hosts: [...hosts] }, unknown };
  },
};

const powers = new WeakMap<RoleRow, { runCode: boolean; assign: boolean }>();

function powerOf(role: RoleRow): { runCode: boolean; assign: boolean } {
  const known = powers.get(role);
  if (known) return known;
  const may = (action: string) => role.permissions.some((permission) => permissionAllows(permission, action));
  // Whoever grants access can give itself the rest.
  const grants = privilegeOf(role) >= owner;
  const power = {
    runCode: grants || runCodeActions.some(may),
    assign: grants || may(assignIdentityAction) || may(federateIdentityAction),
  };
  powers.set(role, power);
  return power;
}

/** Rank first, breadth of the scope second. */
function strengthOf(estate: EstateReader, identityRow: number): number {
  const breadth = breadthOf(asScopeKind(estate.identities.text('roleScope', identityRow)));
  return estate.identities.number('privilege', identityRow) * 10 + breadth + 1;
}

interface HostScopes {
  id: string;
  above: readonly string[];
}

/** A host's scopes; hosts of one resource group share what is above them. */
function hostScopes(estate: EstateReader): (hostRow: number) => HostScopes {
  const aboveIn = new Map<string, readonly string[]>();
  return (hostRow) => {
    const id = estate.hostId(hostRow).toLowerCase();
    const isChild = estate.hosts.text('type', hostRow).split('/').length > 2;
    if (isChild) return { id, above: estate.scopesAbove(id) };
    const key = `${estate.hosts.text('subscription', hostRow)}/${estate.hosts.text('resourceGroup', hostRow)}`;
    let above = aboveIn.get(key);
    if (!above) {
      above = estate.scopesAbove(id);
      aboveIn.set(key, above);
    }
    return { id, above };
  };
}

/** For each scope, the strength of the strongest identity that is on a host, or stands alone, in it. */
function strongestByScope(estate: EstateReader, scopesOf: (hostRow: number) => HostScopes) {
  const onHosts = new Map<string, number>();
  const standAlone = new Map<string, number>();
  const raise = (into: Map<string, number>, { id, above }: HostScopes, strength: number) => {
    if ((into.get(id) ?? -1) < strength) into.set(id, strength);
    for (const scope of above) if ((into.get(scope) ?? -1) < strength) into.set(scope, strength);
  };
  for (const row of estate.identities.live()) {
    // Weaker ones are no prize: who may run code is at least an operator itself.
    if (estate.identities.number('privilege', row) < operator) continue;
    const strength = strengthOf(estate, row);
    for (const host of estate.hostsOf(row)) raise(onHosts, scopesOf(host), strength);
    if (estate.identities.text('kind', row) !== 'user') continue;
    const id = estate.identityId(row).toLowerCase();
    raise(standAlone, { id, above: estate.scopesAbove(id) }, strength);
  }
  return { onHosts, standAlone };
}
