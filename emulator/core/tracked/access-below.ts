import type { World } from '../contract/world.ts';
import { withGroups } from '../rules/group-membership.ts';

/**
 * Whether the principal, directly or through a group, holds a role with control-plane actions somewhere below the
 * scope. Azure then shows the subscription and answers lists there with what the person may read, possibly nothing.
 */
export function hasRoleBelow(world: World, principalId: string, scope: string): boolean {
  const below = `${scope.toLowerCase()}/`;
  for (const id of withGroups(world, principalId)) {
    for (const assignment of world.roleAssignments.find('principal', id)) {
      if (!assignment.scope.toLowerCase().startsWith(below)) continue;
      const role = world.roleDefinitions.get(assignment.roleName);
      if (role?.permissions.some((permission) => permission.actions.length > 0)) return true;
    }
  }
  return false;
}
