import { subscriptionNotFound } from '../../core/arm-errors.ts';
import { ArmError } from '../../core/contract/errors.ts';
import { groupKey, type World } from '../../core/contract/world.ts';
import { resourceGroupNotFound, resourceNotFound } from '../../core/tracked/not-found.ts';

const resourcePattern =
  /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)(?:\/providers\/([^/]+\/[^/]+)\/([^/]+))?)?/i;

/**
 * Throws the 404 of whatever part of the scope does not exist. Children that no table holds (a vault's secret, a
 * storage container, a subnet) are taken to exist when the resource they lie in does.
 */
export function requireScope(world: World, scope: string): void {
  const managementGroup = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(scope)?.[1];
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
  const [resourceId, subscriptionId, group, type, name] = resourcePattern.exec(scope) ?? [];
  if (subscriptionId === undefined) return;
  if (!world.subscriptions.get(subscriptionId)) throw subscriptionNotFound(subscriptionId);
  if (group === undefined) return;
  if (!world.resourceGroups.get(groupKey(subscriptionId, group))) throw resourceGroupNotFound(group);
  if (type === undefined || name === undefined || resourceId === undefined) return;
  if (!world.resources.get(resourceId)) throw resourceNotFound(type, name, group);
}
