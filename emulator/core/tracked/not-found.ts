import { resourceId } from '../contract/arm-id.ts';
import type { ArmResource, ResourceGroup, Subscription } from '../contract/entities.ts';
import { ArmError } from '../contract/errors.ts';
import type { Context } from '../contract/provider.ts';
import { groupKey } from '../contract/world.ts';
import { subscriptionNotFound } from '../rules/arm-errors.ts';

/** A path parameter the route declares. Throws when the route does not: a mistake in the route, not in a request. */
export function param(context: Context, name: string): string {
  const value = context.params[name];
  if (value === undefined) throw new Error(`The route of ${context.path} has no parameter '${name}'.`);
  return value;
}

export function resourceNotFound(type: string, name: string, resourceGroup: string): ArmError {
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    { gateway: true },
  );
}

export function parentNotFound(name: string): ArmError {
  return new ArmError(
    404,
    'ParentResourceNotFound',
    `Can not perform requested operation on nested resource. Parent resource '${name}' not found.`,
    { gateway: true },
  );
}

export function resourceGroupNotFound(name: string): ArmError {
  return new ArmError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`, {
    gateway: true,
  });
}

/** The subscription the path names; SubscriptionNotFound otherwise. */
export function requireSubscription(context: Context): Subscription {
  const subscriptionId = param(context, 'subscriptionId');
  const subscription = context.world.subscriptions.get(subscriptionId);
  if (!subscription) throw subscriptionNotFound(subscriptionId);
  return subscription;
}

/** The resource group the path names; ResourceGroupNotFound otherwise. */
export function requireGroup(context: Context): ResourceGroup {
  const name = param(context, 'resourceGroupName');
  const group = context.world.resourceGroups.get(groupKey(requireSubscription(context).subscriptionId, name));
  if (!group) throw resourceGroupNotFound(name);
  return group;
}

/** ARM id of a resource of the type in the path's group. `type` is with namespace; `name` comes from the path. */
export function pathResourceId(context: Context, type: string, name = param(context, 'name')): string {
  const subscriptionId = param(context, 'subscriptionId');
  return resourceId(subscriptionId, param(context, 'resourceGroupName'), type, name);
}

/** The resource of this type that the path names by `{subscriptionId}`, `{resourceGroupName}` and `{name}`; 404 otherwise. */
export function requireResource(context: Context, type: string): ArmResource {
  const resource = context.world.resources.get(pathResourceId(context, type));
  if (resource) return resource;
  requireGroup(context);
  throw resourceNotFound(type, param(context, 'name'), param(context, 'resourceGroupName'));
}
