import { breadthOf, scopeKindOf } from '@/lib/arm/scopes';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { EffectiveActions } from '@/lib/model/identity-detail';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { deniesAt, effectiveDenies, permissionsOf } from '@/lib/rbac/permissions';
import { scopeRef } from './role-assignment-detail';

/** What a principal may do at one scope: roles given there and above, directly and through groups, less what is denied. */
export function effectiveAt(estate: EstateReader, principalId: string, scope: string): EffectiveActions {
  const above = estate.scopesAbove(scope);
  const inForce = new Set([scope, ...above]);
  const from: EffectiveActions['from'] = [];
  const assigned: Parameters<typeof permissionsOf>[0][number][] = [];
  visitRoleAssignments(estate, principalId, (row) => {
    const roleAssignment = estate.roleAssignment(row);
    if (!inForce.has(roleAssignment.scope)) return;
    const role = estate.role(roleAssignment.roleGuid);
    from.push({
      role: role?.name ?? roleAssignment.roleGuid,
      scope: scopeRef(estate, roleAssignment.scope),
      inherited: roleAssignment.scope !== scope,
    });
    if (role) assigned.push({ role, condition: roleAssignment.condition });
  });
  const ids = [principalId, ...(estate.groupsOf(principalId) ?? [])];
  const denies = deniesAt(estate.denyAssignments() ?? [], ids, scope, above);
  const permissions = permissionsOf(assigned, denies);
  const { actions, notActions, dataActions, notDataActions, conditional } = permissions;
  return {
    scope: scopeRef(estate, scope),
    from,
    actions,
    notActions,
    dataActions,
    notDataActions,
    denied: effectiveDenies(permissions, denies),
    conditional,
  };
}

/** The same at every scope the principal holds a role at, widest first. */
export function effectiveOf(estate: EstateReader, principalId: string): EffectiveActions[] {
  const scopes = new Set<string>();
  visitRoleAssignments(estate, principalId, (row) => scopes.add(estate.roleAssignment(row).scope));
  return [...scopes]
    .sort(
      (left, right) =>
        breadthOf(scopeKindOf(right)) - breadthOf(scopeKindOf(left)) || left.localeCompare(right),
    )
    .map((scope) => effectiveAt(estate, principalId, scope));
}
