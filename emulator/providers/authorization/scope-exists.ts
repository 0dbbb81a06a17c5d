import { parseArmId } from '../../core/contract/arm-id.ts';
import { ArmError } from '../../core/contract/errors.ts';
import { groupKey, type World } from '../../core/contract/world.ts';
import { subscriptionNotFound } from '../../core/rules/arm-errors.ts';
import { resourceGroupNotFound, resourceNotFound } from '../../core/tracked/not-found.ts';

/**
 * Throws the 404 of whatever part of the scope does not exist. Children that no table holds (a vault's secret, a
 * storage container, a subnet) are taken to exist when the resource they lie in does.
 */
export function requireScope(world: World, scope: string): void {
  const { managementGroup, subscriptionId, resourceGroup, resource } = parseArmId(scope);
  if (managementGroup !== undefined) {
    if (world.managementGroups.get(managementGroup)) return;
    throw new ArmError(
      404,
      'ManagementGroupNotFound',
      `The management group '${managementGroup}' cannot be found.`,
      {
        gateway: true,
      },
    );
  }
  if (subscriptionId === undefined) return;
  if (!world.subscriptions.get(subscriptionId)) throw subscriptionNotFound(subscriptionId);
  if (resourceGroup === undefined) return;
  if (!world.resourceGroups.get(groupKey(subscriptionId, resourceGroup)))
    throw resourceGroupNotFound(resourceGroup);
  if (resource && !world.resources.get(resource.id))
    throw resourceNotFound(resource.type, resource.name, resourceGroup);
}
