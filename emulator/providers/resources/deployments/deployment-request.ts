import { parseArmId } from '../../../core/contract/arm-id.ts';
import { dayMs } from '../../../core/contract/clock.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Context } from '../../../core/contract/provider.ts';
import { groupKey } from '../../../core/contract/world.ts';
import { notImplemented } from '../../../core/rules/arm-errors.ts';
import { param, resourceGroupNotFound } from '../../../core/tracked/not-found.ts';
import { type DeploymentScope, scopeId } from './deployment-scope.ts';
import { type PreparedDeployment, prepareDeployment } from './prepare.ts';
import { type Deployment, deployments } from './tables.ts';

/** The subscription or resource group the path names. */
export function scopeOf(context: Context): DeploymentScope {
  const { scope, subscriptionId: pathSubscription, resourceGroupName } = context.params;
  const { subscriptionId, resourceGroup: groupName } =
    // Operations of a group's deployment have a path of their own, without /providers/.
    scope === undefined
      ? { subscriptionId: pathSubscription, resourceGroup: resourceGroupName }
      : groupOrSubscription(scope);
  if (subscriptionId === undefined) throw notImplemented('Deployments at this scope');
  if (groupName === undefined) return { subscriptionId };
  const group = context.world.resourceGroups.get(groupKey(subscriptionId, groupName));
  if (!group) throw resourceGroupNotFound(groupName);
  return { subscriptionId: group.subscriptionId, resourceGroup: group.name };
}

/** Empty unless the scope is a subscription or a resource group. */
function groupOrSubscription(scope: string): { subscriptionId?: string; resourceGroup?: string } {
  const { resource, rest, ...parts } = parseArmId(scope);
  return resource || rest !== '' ? {} : parts;
}

export function stored(context: Context): Deployment | undefined {
  return context.world
    .table(deployments)
    .get(`${scopeId(scopeOf(context))}/${param(context, 'deploymentName')}`);
}

export function required(context: Context): Deployment {
  const deployment = stored(context);
  if (deployment) return deployment;
  const name = param(context, 'deploymentName');
  throw new ArmError(404, 'DeploymentNotFound', `Deployment '${name}' could not be found.`, {
    gateway: true,
  });
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
function checkedName(context: Context): string {
  const name = param(context, 'deploymentName');
  if (/^[-\w.()]{1,64}$/.test(name)) return name;
  throw new ArmError(
    400,
    'InvalidDeployment',
    `The deployment name '${name}' is not valid. It must have 1 to 64 characters: letters, digits, '-', '_', '.', '(' and ')'.`,
    { gateway: true },
  );
}

function invalidDeployment(message: string): ArmError {
  return new ArmError(400, 'InvalidDeployment', message, { gateway: true });
}

export function prepare(context: Context): PreparedDeployment {
  const scope = scopeOf(context);
  const name = checkedName(context);
  const prepared = prepareDeployment(context, scope, name);
  const { location } = prepared.body;
  if (scope.resourceGroup === undefined && !location) {
    throw invalidDeployment(
      `The 'location' property must be specified for '${name}'. Please see https://aka.ms/deploy-to-subscription for usage details.`,
    );
  }
  if (scope.resourceGroup !== undefined && location) {
    throw invalidDeployment(
      `The 'location' property is not allowed for '${name}' at resource group scope. Please see https://aka.ms/deploy-to-subscription for usage details.`,
    );
  }
  return prepared;
}

export function refuseWhileActive(before: Deployment | undefined): void {
  if (before?.provisioningState !== 'Running') return;
  const since = new Date(before.startedTime).toISOString();
  const until = new Date(before.startedTime + 7 * dayMs).toISOString();
  throw new ArmError(
    409,
    'DeploymentActive',
    `Unable to edit or replace deployment '${before.name}': previous deployment from '${since}' is still active (expiration time is '${until}'). Please see https://aka.ms/arm-deploy for usage details.`,
    { gateway: true },
  );
}

export function refuseMove(before: Deployment | undefined, prepared: PreparedDeployment): void {
  const location = prepared.body.location?.replaceAll(' ', '').toLowerCase();
  if (before?.location === undefined || before.location === location) return;
  throw new ArmError(
    409,
    'InvalidDeploymentLocation',
    `Invalid deployment location '${location}'. The deployment '${before.name}' already exists in location '${before.location}'.`,
    { gateway: true },
  );
}
