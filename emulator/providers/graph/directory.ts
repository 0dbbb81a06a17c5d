import type { Principal } from '../../core/contract/entities.ts';
import type { World } from '../../core/contract/world.ts';
import { groupsOf } from '../entra/tokens.ts';
import { graphErrors } from './graph-error.ts';
import { compileFilter, onlyEquality } from './graph-filter.ts';
import { toWire } from './graph-wire.ts';

type Kind = Principal['kind'];

/** The principal of this kind, found by object id, a user also by its UPN. Throws Request_ResourceNotFound. */
export function requirePrincipal(world: World, id: string, kind?: Kind): Principal {
  const principal = world.principals.get(id) ?? world.principals.find('userPrincipalName', id)[0];
  if (!principal || (kind && principal.kind !== kind)) throw graphErrors.notFound(id);
  return principal;
}

/** All principals of one kind that pass the filter. Look-ups by appId, UPN or id do not walk the directory. */
export function listPrincipals(
  world: World,
  kind: Kind,
  filter: string | undefined,
  nowMs: number,
): Principal[] {
  const ofKind = (rows: Iterable<Principal>): Principal[] => [...rows].filter((row) => row.kind === kind);
  if (filter === undefined) return ofKind(world.principals.values());
  const test = compileFilter(filter);
  const candidates = indexed(world, filter) ?? world.principals.values();
  const managedOnly = /^servicePrincipalType eq 'ManagedIdentity'$/i.test(filter.trim());
  return ofKind(candidates).filter((row) =>
    // The one filter that runs over a whole large directory is answered without building 100,000 wire objects.
    managedOnly
      ? row.kind === 'ServicePrincipal' && row.servicePrincipalType === 'ManagedIdentity'
      : test(toWire(row, world, nowMs)),
  );
}

function indexed(world: World, filter: string): readonly Principal[] | undefined {
  const equality = onlyEquality(filter);
  switch (equality?.name) {
    case 'appId':
    case 'servicePrincipalNames':
      return /^[0-9a-f-]{36}$/.test(equality.value)
        ? world.principals.find('appId', equality.value)
        : undefined;
    case 'userPrincipalName':
      return world.principals.find('userPrincipalName', equality.value);
    case 'id': {
      const row = world.principals.get(equality.value);
      return row ? [row] : [];
    }
    default:
      return undefined;
  }
}

function known(world: World, ids: Iterable<string>): Principal[] {
  return [...ids].flatMap((id) => world.principals.get(id) ?? []);
}

/** Direct members of a group, or all through nested groups. Members that were deleted are gone. */
export function membersOf(world: World, groupId: string, transitive: boolean): Principal[] {
  const found = new Set<string>();
  const queue = [groupId];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const group = world.principals.get(id);
    if (group?.kind !== 'Group') continue;
    for (const member of group.members) {
      if (found.has(member)) continue;
      found.add(member);
      if (transitive) queue.push(member);
    }
  }
  return known(world, found);
}

/** Groups a principal is in, directly or through other groups. */
export function memberships(world: World, id: string, transitive: boolean): readonly Principal[] {
  return transitive ? known(world, groupsOf(world, id)) : world.principals.find('memberOf', id);
}
