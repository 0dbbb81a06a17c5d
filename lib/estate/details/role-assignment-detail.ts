import { subscriptionScopeOf } from '@/lib/arm/arm-id';
import { breadthOf, scopeKindOf } from '@/lib/arm/scopes';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { RoleAssignmentDetail, ScopeRef } from '@/lib/model/identity-detail';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { privilegeOfRoleAssignment, rankName } from '@/lib/rbac/privilege';

export function scopeRef(estate: EstateReader, scope: string): ScopeRef {
  return { scope, kind: scopeKindOf(scope), name: estate.scopeName(scope) };
}

/** One role assignment, as the principal named by `groupId` (null: directly) has it. */
export function roleAssignmentDetail(
  estate: EstateReader,
  roleAssignmentRow: number,
  groupId: string | null,
): RoleAssignmentDetail {
  const roleAssignment = estate.roleAssignment(roleAssignmentRow);
  const role = estate.role(roleAssignment.roleGuid);
  const subscription = subscriptionScopeOf(roleAssignment.scope);
  return {
    armId: roleAssignment.armId,
    role: role?.name ?? roleAssignment.roleGuid,
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleAssignment.roleGuid}`,
    privilege: role ? rankName(privilegeOfRoleAssignment(role, roleAssignment.condition)) : 'none',
    scope: scopeRef(estate, roleAssignment.scope),
    via:
      groupId === null ? { kind: 'direct' } : { kind: 'group', groupId, groupName: nameOf(estate, groupId) },
    condition: roleAssignment.condition,
    description: roleAssignment.description,
    createdOn: roleAssignment.createdOn,
    createdBy: roleAssignment.createdBy === null ? null : nameOf(estate, roleAssignment.createdBy),
    redundantWith: sameRoleAbove(estate, roleAssignmentRow),
  };
}

/** All role assignments of a principal: widest scope first, then by role. */
export function roleAssignmentDetailsOf(estate: EstateReader, principalId: string): RoleAssignmentDetail[] {
  const details: RoleAssignmentDetail[] = [];
  visitRoleAssignments(estate, principalId, (row, groupId) =>
    details.push(roleAssignmentDetail(estate, row, groupId)),
  );
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
function sameRoleAbove(estate: EstateReader, roleAssignmentRow: number): ScopeRef | null {
  const { principalId, roleGuid, scope } = estate.roleAssignment(roleAssignmentRow);
  const assignedAt = new Set<string>();
  for (const row of estate.roleAssignmentsOf(principalId)) {
    const other = estate.roleAssignment(row);
    if (row !== roleAssignmentRow && other.roleGuid === roleGuid && other.condition === null)
      assignedAt.add(other.scope);
  }
  const above = estate.scopesAbove(scope).find((one) => assignedAt.has(one));
  return above === undefined ? null : scopeRef(estate, above);
}
