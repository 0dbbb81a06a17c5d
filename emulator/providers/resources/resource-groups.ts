import { z } from 'zod';
import { groupScope, subscriptionScope } from '../../core/contract/arm-id.ts';
import type { ResourceGroup } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { groupKey } from '../../core/contract/world.ts';
import { invalidFilter } from '../../core/rules/arm-errors.ts';
import { deleteResource } from '../../core/rules/lifecycle.ts';
import { param, requireGroup, requireSubscription } from '../../core/tracked/not-found.ts';
import { readable } from '../../core/tracked/readable.ts';
import { normalizeLocation, parseBody } from '../../core/tracked/tracked-resource.ts';
import { deployments } from './deployments/tables.ts';

const action = 'Microsoft.Resources/subscriptions/resourceGroups';
const path = '/subscriptions/{subscriptionId}/resourcegroups';

const putSchema = z.object({
  location: z.string().min(1, 'The provided location is not valid'),
  tags: z.record(z.string(), z.string()).nullish(),
});
const patchSchema = z.object({ tags: z.record(z.string(), z.string()).nullish() });

function scopeOf(group: ResourceGroup): string {
  return groupScope(group.subscriptionId, group.name);
}

function toWire(group: ResourceGroup): unknown {
  const { name, location, tags } = group;
  return {
    id: scopeOf(group),
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    tags,
    properties: { provisioningState: 'Succeeded' },
  };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
function checkName(name: string): void {
  if (/^[\p{L}\p{N}_().-]{1,90}$/u.test(name) && !name.endsWith('.')) return;
  throw new ArmError(
    400,
    'InvalidResourceGroup',
    `The provided resource group name '${name}' has these invalid characters or ends with a period. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.`,
    { gateway: true },
  );
}

function createOrUpdate(context: Context) {
  const { subscriptionId } = requireSubscription(context);
  const name = param(context, 'resourceGroupName');
  checkName(name);
  const body = parseBody(putSchema, context.body);
  const location = normalizeLocation(body.location);
  const before = context.world.resourceGroups.get(groupKey(subscriptionId, name));
  if (before && before.location !== location) {
    throw new ArmError(
      409,
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${location}'. The Resource group already exists in location '${before.location}'.`,
      { gateway: true },
    );
  }
  const group = context.world.resourceGroups.put({
    subscriptionId,
    name: before?.name ?? name,
    location,
    tags: body.tags ?? {},
  });
  return { status: before ? 200 : 201, body: toWire(group) };
}

/** Deletes the group with everything in it; role assignments on it and below it go too, those of deleted identities elsewhere stay. */
function deleteGroup(context: Context, group: ResourceGroup): void {
  const { world, clock } = context;
  for (const resource of [...world.resources.find('group', groupKey(group.subscriptionId, group.name))]) {
    deleteResource(world, resource.id, clock.now());
  }
  const scope = scopeOf(group).toLowerCase();
  for (const assignment of [...world.roleAssignments.find('subscription', group.subscriptionId)]) {
    const at = assignment.scope.toLowerCase();
    if (at === scope || at.startsWith(`${scope}/`)) world.roleAssignments.delete(assignment.name);
  }
  for (const deployment of [...world.table(deployments).find('scope', scopeOf(group))]) {
    world.table(deployments).delete(`${deployment.scope}/${deployment.name}`);
  }
  world.resourceGroups.delete(groupKey(group.subscriptionId, group.name));
}

/**
 * `$filter` of the list: a tag's name, with or without its value.
 * https://learn.microsoft.com/rest/api/resources/resource-groups/list#uri-parameters
 */
function tagFilter(filter: string | null): (group: ResourceGroup) => boolean {
  if (!filter) return () => true;
  const match = /^tagname eq '((?:[^']|'')*)'(?: and tagvalue eq '((?:[^']|'')*)')?$/i.exec(filter.trim());
  const [name, value] = (match?.slice(1) ?? []).map((text) => text?.replaceAll("''", "'"));
  if (name === undefined) {
    throw invalidFilter(filter);
  }
  return ({ tags }) => {
    const tag = Object.entries(tags).find(([key]) => key.toLowerCase() === name.toLowerCase());
    return tag !== undefined && (value === undefined || tag[1] === value);
  };
}

/** Resource groups: list, create, tag, delete with everything in them. */
export const resourceGroupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    operation: 'ResourceGroups_List',
    action: null,
    handle: (context) => {
      const { subscriptionId } = requireSubscription(context);
      const rows = context.world.resourceGroups
        .find('subscription', subscriptionId)
        .filter(tagFilter(context.query.get('$filter')));
      const seen = readable(context, subscriptionScope(subscriptionId), `${action}/read`, rows, scopeOf);
      return context.page(seen, 1000, toWire);
    },
  },
  {
    method: 'HEAD',
    path: `${path}/{resourceGroupName}`,
    operation: 'ResourceGroups_CheckExistence',
    action: `${action}/read`,
    handle: (context) => {
      requireGroup(context);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: `${path}/{resourceGroupName}`,
    operation: 'ResourceGroups_Get',
    action: `${action}/read`,
    handle: (context) => ({ status: 200, body: toWire(requireGroup(context)) }),
  },
  {
    method: 'PUT',
    path: `${path}/{resourceGroupName}`,
    operation: 'ResourceGroups_CreateOrUpdate',
    action: `${action}/write`,
    handle: createOrUpdate,
  },
  {
    method: 'PATCH',
    path: `${path}/{resourceGroupName}`,
    operation: 'ResourceGroups_Update',
    action: `${action}/write`,
    handle: (context) => {
      const group = requireGroup(context);
      const { tags } = parseBody(patchSchema, context.body);
      const updated = context.world.resourceGroups.put({ ...group, tags: tags ?? group.tags });
      return { status: 200, body: toWire(updated) };
    },
  },
  {
    method: 'DELETE',
    path: `${path}/{resourceGroupName}`,
    operation: 'ResourceGroups_Delete',
    action: `${action}/delete`,
    handle: (context) => {
      const group = requireGroup(context);
      const { headers } = context.startOperation({
        provider: 'Microsoft.Resources',
        location: group.location,
        subscriptionId: group.subscriptionId,
        durationMs: 2000,
        complete: () => deleteGroup(context, group),
      });
      // Azure gives this operation a Location only, no Azure-AsyncOperation.
      const { location = '', 'retry-after': retryAfter = '1' } = headers.all;
      return { status: 202, headers: { location, 'retry-after': retryAfter } };
    },
  },
];
