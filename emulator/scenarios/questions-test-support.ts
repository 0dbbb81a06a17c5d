import { parseArmId } from '../core/contract/arm-id.ts';
import type { ArmResource, RoleAssignment } from '../core/contract/entities.ts';
import { groupKey, type World } from '../core/contract/world.ts';

/** Questions the scenario tests ask of a world, in the words of the audit's rules. */

export const vmType = 'Microsoft.Compute/virtualMachines';
export const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';

export function resourcesOf(world: World, type: string): ArmResource[] {
  return [...world.resources.values()].filter((resource) => resource.type === type);
}

export function named(world: World, name: string): ArmResource {
  const found = [...world.resources.values()].find((resource) => resource.name === name);
  if (!found) throw new Error(`No resource is named '${name}'.`);
  return found;
}

/** Principal of a user-assigned identity, or the system-assigned one of a host. */
export function principalOf(resource: ArmResource): string | undefined {
  const { principalId } = resource.properties;
  return typeof principalId === 'string' ? principalId : resource.identity?.system?.principalId;
}

export function roleAssignmentsOf(world: World, resource: ArmResource): readonly RoleAssignment[] {
  const principalId = principalOf(resource);
  return principalId ? world.roleAssignments.find('principal', principalId) : [];
}

export function roleName(world: World, assignment: RoleAssignment): string {
  return world.roleDefinitions.get(assignment.roleName)?.roleName ?? '';
}

export function hostsOf(world: World, identity: ArmResource): readonly ArmResource[] {
  return world.resources.find('userAssigned', identity.id);
}

export function isAtOrAbove(scope: string, target: string): boolean {
  return scope === '/' || `${target.toLowerCase()}/`.startsWith(`${scope.toLowerCase()}/`);
}

/** Subscription or wider: `/`, a management group, a subscription. */
export function isBroad(scope: string): boolean {
  return !scope.toLowerCase().includes('/resourcegroups/');
}

/** Whether the role's actions include everything, or writing role assignments. */
export function grantsAdministration(world: World, assignment: RoleAssignment): boolean {
  const role = world.roleDefinitions.get(assignment.roleName);
  return (
    role?.permissions.some(
      (permission) =>
        permission.actions.some(
          (action) =>
            action === '*' || action.toLowerCase() === 'microsoft.authorization/roleassignments/write',
        ) && permission.notActions.length === 0,
    ) ?? false
  );
}

/** Everything a principal's ARM id-shaped strings point at, however deep in `properties`. */
export function armIdsIn(value: unknown): string[] {
  if (typeof value === 'string')
    return /^\/subscriptions\/[^/]+\/resourceGroups\//i.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(armIdsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(armIdsIn);
  return [];
}

/** Whether the scope or id is one of something that exists, or of a child (subnet, secret, container) of it. */
export function resolves(world: World, id: string): boolean {
  if (id === '/') return true;
  const { managementGroup, subscriptionId, resourceGroup, resource } = parseArmId(id);
  if (managementGroup) return world.managementGroups.get(managementGroup) !== undefined;
  if (subscriptionId === undefined || !world.subscriptions.get(subscriptionId)) return false;
  if (resourceGroup === undefined) return true;
  if (!world.resourceGroups.get(groupKey(subscriptionId, resourceGroup))) return false;
  return resource === undefined || world.resources.get(resource.id) !== undefined;
}
