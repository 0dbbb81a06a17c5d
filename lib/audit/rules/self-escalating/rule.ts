import { typeParts } from '@/lib/arm/resource-types';
import { asScopeKind, breadthOf } from '@/lib/arm/scopes';
import { hasUnreadRole } from '@/lib/audit/rule/coverage';
import type { Rule } from '@/lib/audit/rule/rule';
import type { EstateReader, RoleRow } from '@/lib/model/estate-reader';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { permissionAllows, privilegeOf, rankIndex } from '@/lib/rbac/privilege';
import { assignIdentityAction, federateIdentityAction, runCodeActionsOn } from '@/lib/rbac/sensitive-actions';
import { words } from './words';

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
  words,
  dependsOn: ['hosts', 'identities', 'roleAssignments', 'roleDefinitions'],
  find(estate) {
    const scopesOf = hostScopes(estate);
    const strongest = strongestByScope(estate, scopesOf);
    const identities: number[] = [];
    const hosts = new Set<number>();
    let unknown = hasUnreadRole(estate);
    for (const row of estate.identities.live()) {
      const carriers = estate.hostsOf(row);
      if (carriers.length === 0) continue;
      const privilege = estate.identities.number('privilege', row);
      if (privilege < 0 || estate.groupsOf(estate.principalId(row)) === null) unknown = true;
      if (privilege < operator) continue;
      const own = strengthOf(estate, row);
      const powerful: { scope: string; role: RoleRow }[] = [];
      visitRoleAssignments(estate, estate.principalId(row), (roleAssignmentRow) => {
        if (estate.roleAssignments.number('privilege', roleAssignmentRow) < operator) return;
        const { scope, roleGuid } = estate.roleAssignment(roleAssignmentRow);
        const role = estate.role(roleGuid);
        if (role) powerful.push({ scope, role });
      });
      let found = powerful.some(({ scope, role }) => strongest(scope, role) > own);
      for (const host of carriers) {
        const type = estate.hosts.text('type', host);
        const { id, above } = scopesOf(host);
        const takesOver = powerful.some(
          ({ scope, role }) => (scope === id || above.includes(scope)) && runsCodeOn(role, type),
        );
        if (!takesOver) continue;
        found = true;
        hosts.add(host);
      }
      if (found) identities.push(row);
    }
    return { rows: { identities, hosts: [...hosts] }, unknown };
  },
};

/** What a role allows, asked once a role. */
const powers = new WeakMap<RoleRow, Map<string, boolean>>();

function may(role: RoleRow, about: string, actions: readonly string[]): boolean {
  const known = powers.get(role) ?? new Map<string, boolean>();
  powers.set(role, known);
  let answer = known.get(about);
  if (answer === undefined) {
    // Whoever grants access can give itself the rest.
    const grantsAccess = privilegeOf(role) >= owner;
    answer =
      grantsAccess || actions.some((action) => role.permissions.some((one) => permissionAllows(one, action)));
    known.set(about, answer);
  }
  return answer;
}

function runsCodeOn(role: RoleRow, type: string): boolean {
  return may(role, type, runCodeActionsOn(type));
}

function becomesStandAlone(role: RoleRow): boolean {
  return may(role, 'stand-alone', [assignIdentityAction, federateIdentityAction]);
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
    const isChild = typeParts(estate.hosts.text('type', hostRow)).types.length > 1;
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

/** Strength of the strongest identity a role at a scope lets its principal act as; -1 none. */
function strongestByScope(estate: EstateReader, scopesOf: (hostRow: number) => HostScopes) {
  const standAlone = new Map<string, number>();
  const onHosts = new Map<string, Map<string, number>>();
  const raise = (into: Map<string, number>, { id, above }: HostScopes, strength: number) => {
    if ((into.get(id) ?? -1) < strength) into.set(id, strength);
    for (const scope of above) if ((into.get(scope) ?? -1) < strength) into.set(scope, strength);
  };
  for (const row of estate.identities.live()) {
    // Weaker ones are no prize: who may run code is at least an operator itself.
    if (estate.identities.number('privilege', row) < operator) continue;
    const strength = strengthOf(estate, row);
    for (const host of estate.hostsOf(row)) {
      const type = estate.hosts.text('type', host);
      const ofType = onHosts.get(type) ?? new Map<string, number>();
      onHosts.set(type, ofType);
      raise(ofType, scopesOf(host), strength);
    }
    if (estate.identities.text('kind', row) !== 'user') continue;
    const id = estate.identityId(row).toLowerCase();
    raise(standAlone, { id, above: estate.scopesAbove(id) }, strength);
  }
  return (scope: string, role: RoleRow): number => {
    let strength = becomesStandAlone(role) ? (standAlone.get(scope) ?? -1) : -1;
    for (const [type, byScope] of onHosts) {
      const there = byScope.get(scope) ?? -1;
      if (there > strength && runsCodeOn(role, type)) strength = there;
    }
    return strength;
  };
}
