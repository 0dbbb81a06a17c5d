import { breadthOf, scopeKindOf } from '@/lib/arm/scopes';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { GrantDetail, ScopeRef } from '@/lib/model/identity-detail';
import { visitGrants } from '@/lib/rbac/assigned-roles';
import { privilegeOfGrant, rankName } from '@/lib/rbac/privilege';

export function scopeRef(estate: EstateReader, scope: string): ScopeRef {
  return { scope, kind: scopeKindOf(scope), name: estate.scopeName(scope) };
}

/** One role assignment, as the holder named by `groupId` (null: directly) has it. */
export function grantDetail(estate: EstateReader, grantRow: number, groupId: string | null): GrantDetail {
  const grant = estate.grant(grantRow);
  const role = estate.role(grant.roleGuid);
  const isSubscriptionScoped = /^\/subscriptions\/[^/]+/.exec(grant.scope)?.[0] ?? '';
  return {
    armId: grant.armId,
    role: role?.name ?? grant.roleGuid,
    roleDefinitionId: `${isSubscriptionScoped}/providers/Microsoft.Authorization/roleDefinitions/${grant.roleGuid}`,
    privilege: role ? rankName(privilegeOfGrant(role, grant.condition)) : 'none',
    scope: scopeRef(estate, grant.scope),
    via:
      groupId === null ? { kind: 'direct' } : { kind: 'group', groupId, groupName: nameOf(estate, groupId) },
    condition: grant.condition,
    description: grant.description,
    createdOn: grant.createdOn,
    createdBy: grant.createdBy === null ? null : nameOf(estate, grant.createdBy),
    redundantWith: sameRoleAbove(estate, grantRow),
  };
}

/** All role assignments of a principal: widest scope first, then by role. */
export function grantDetailsOf(estate: EstateReader, principalId: string): GrantDetail[] {
  const details: GrantDetail[] = [];
  visitGrants(estate, principalId, (row, groupId) => details.push(grantDetail(estate, row, groupId)));
  return details.sort(
    (left, right) =>
      breadthOf(right.scope.kind) - breadthOf(left.scope.kind) ||
      left.scope.name.localeCompare(right.scope.name) ||
      left.role.localeCompare(right.role),
  );
}

/** Display name of an object id; the id itself where Graph gave none. */
export function nameOf(estate: EstateReader, principalId: string): string {
  const row = estate.identityRowOfPrincipal(principalId);
  if (row !== undefined) return estate.identities.text('name', row);
  const lookup = estate.principal(principalId);
  return lookup.known && lookup.principal.displayName !== '' ? lookup.principal.displayName : principalId;
}

/** The nearest scope above where the same principal holds the same role without a condition. */
function sameRoleAbove(estate: EstateReader, grantRow: number): ScopeRef | null {
  const { principalId, roleGuid, scope } = estate.grant(grantRow);
  const held = new Set<string>();
  for (const row of estate.grantsOf(principalId)) {
    const other = estate.grant(row);
    if (row !== grantRow && other.roleGuid === roleGuid && other.condition === null) held.add(other.scope);
  }
  const above = estate.scopesAbove(scope).find((one) => held.has(one));
  return above === undefined ? null : scopeRef(estate, above);
}
