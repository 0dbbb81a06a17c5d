import { z } from 'zod';
import type { ArmResource } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { locationRequired } from '../../core/rules/arm-errors.ts';
import { createUserAssigned, deleteResource } from '../../core/rules/lifecycle.ts';
import { param, pathResourceId, requireGroup, requireResource } from '../../core/tracked/not-found.ts';
import { normalizeLocation, parseBody } from '../../core/tracked/tracked-resource.ts';
import {
  groupPath,
  listInGroup,
  listInSubscription,
  subscriptionPath,
} from '../../core/tracked/tracked-routes.ts';

export const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/** Our assumption: Azure does not document this page size. */
const pageSize = 200;

const isolationScope = z.enum(['None', 'Regional']).nullish();
const tags = z.record(z.string(), z.string()).nullish();
const putSchema = z.object({
  location: z.string().min(1).nullish(),
  tags,
  properties: z.object({ isolationScope }).nullish(),
});
const patchSchema = z.object({ tags, properties: z.object({ isolationScope }).nullish() });

/** Azure answers neither times nor systemData for an identity. */
export function identityToWire(identity: ArmResource): unknown {
  const { id, name, type, location, properties } = identity;
  const { tenantId, principalId, clientId, isolationScope: isolation } = properties;
  return {
    id,
    name,
    type,
    location,
    tags: identity.tags,
    properties: {
      tenantId,
      principalId,
      clientId,
      ...(isolation === undefined ? {} : { isolationScope: isolation }),
    },
  };
}

/** Rule of Azure's names for user-assigned identities: 3 to 128 letters, digits, `-`, `_`, beginning with a letter or digit. */
function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9_-]{2,127}$/i.test(name)) return;
  throw new ArmError(
    400,
    'InvalidIdentityName',
    `The name '${name}' is not valid. It must start with a letter or number, be 3 to 128 characters long and contain only letters, numbers, '-' and '_'.`,
  );
}

function createOrUpdate(context: Context) {
  const { world, clock } = context;
  const group = requireGroup(context);
  const name = param(context, 'name');
  const body = parseBody(putSchema, context.body);
  const before = world.resources.get(pathResourceId(context, identityType));
  const now = clock.now();
  if (before) {
    if (body.location && normalizeLocation(body.location) !== before.location) {
      throw new ArmError(
        409,
        'InvalidResourceLocation',
        `The resource '${before.name}' already exists in location '${before.location}' in resource group '${group.name}'. A resource with the same name cannot be created in location '${normalizeLocation(body.location)}'. Please select a new resource name.`,
        { gateway: true },
      );
    }
    return { status: 200, body: identityToWire(world.resources.put(changed(before, body, now))) };
  }
  if (!body.location) {
    throw locationRequired();
  }
  checkName(name);
  const identity = createUserAssigned(
    world,
    {
      subscriptionId: group.subscriptionId,
      resourceGroup: group.name,
      name,
      location: normalizeLocation(body.location),
      ...(body.tags ? { tags: body.tags } : {}),
      ...(body.properties?.isolationScope ? { isolationScope: body.properties.isolationScope } : {}),
    },
    now,
  );
  return { status: 201, body: identityToWire(identity), headers: { location: identity.id } };
}

function changed(before: ArmResource, body: z.infer<typeof patchSchema>, now: number): ArmResource {
  const isolation = body.properties?.isolationScope;
  return {
    ...before,
    tags: body.tags ?? before.tags,
    properties: isolation ? { ...before.properties, isolationScope: isolation } : before.properties,
    etag: before.etag + 1,
    changedTime: now,
  };
}

/** User-assigned identities. Deleting one leaves its role assignments and the references of resources to it. */
export const userAssignedRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: subscriptionPath(identityType),
    operation: 'UserAssignedIdentities_ListBySubscription',
    action: null,
    handle: (context) => context.page(listInSubscription(context, identityType), pageSize, identityToWire),
  },
  {
    method: 'GET',
    path: groupPath(identityType),
    operation: 'UserAssignedIdentities_ListByResourceGroup',
    action: null,
    handle: (context) => context.page(listInGroup(context, identityType), pageSize, identityToWire),
  },
  {
    method: 'GET',
    path: `${groupPath(identityType)}/{name}`,
    operation: 'UserAssignedIdentities_Get',
    action: `${identityType}/read`,
    handle: (context) => ({ status: 200, body: identityToWire(requireResource(context, identityType)) }),
  },
  {
    method: 'PUT',
    path: `${groupPath(identityType)}/{name}`,
    operation: 'UserAssignedIdentities_CreateOrUpdate',
    action: `${identityType}/write`,
    handle: createOrUpdate,
  },
  {
    method: 'PATCH',
    path: `${groupPath(identityType)}/{name}`,
    operation: 'UserAssignedIdentities_Update',
    action: `${identityType}/write`,
    handle: (context) => {
      const before = requireResource(context, identityType);
      const after = changed(before, parseBody(patchSchema, context.body), context.clock.now());
      return { status: 200, body: identityToWire(context.world.resources.put(after)) };
    },
  },
  {
    method: 'DELETE',
    path: `${groupPath(identityType)}/{name}`,
    operation: 'UserAssignedIdentities_Delete',
    action: `${identityType}/delete`,
    handle: (context) => {
      requireGroup(context);
      const deleted = deleteResource(
        context.world,
        pathResourceId(context, identityType),
        context.clock.now(),
      );
      return { status: deleted ? 200 : 204 };
    },
  },
];
