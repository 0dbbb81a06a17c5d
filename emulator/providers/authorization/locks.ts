import { z } from 'zod';
import { parseArmId, subscriptionOf } from '../../core/contract/arm-id.ts';
import type { ArmResource } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { param } from '../../core/tracked/not-found.ts';
import { parseBody } from '../../core/tracked/tracked-resource.ts';
import { envelopeToWire } from '../../core/tracked/wire.ts';
import { scopeOf } from './role-assignments.ts';
import { requireScope } from './scope-exists.ts';

const type = 'Microsoft.Authorization/locks';
const path = `/{scope}/providers/${type}`;

const bodySchema = z.object({
  properties: z.object({
    level: z.enum(['CanNotDelete', 'ReadOnly', 'NotSpecified']),
    notes: z.string().max(512).nullish(),
  }),
});

function toWire(lock: ArmResource): unknown {
  const { id, name, type: lockType } = envelopeToWire(lock);
  return { properties: lock.properties, id, type: lockType, name };
}

function idOf(context: Context): string {
  return `${scopeOf(context)}/providers/${type}/${param(context, 'name')}`;
}

/** Locks at the scope and below it; those above are not listed, as in Azure. */
function list(context: Context) {
  const scope = scopeOf(context);
  const subscriptionId = subscriptionOf(scope) ?? '';
  const below = `${scope.toLowerCase()}/`;
  const rows = context.world.resources
    .find('typeInSubscription', `${subscriptionId}/${type}`)
    .filter((lock) => lock.id.toLowerCase().startsWith(below));
  return context.page(rows, 1000, toWire);
}

function put(context: Context) {
  const { world, clock } = context;
  const scope = scopeOf(context);
  requireScope(world, scope);
  const { properties } = parseBody(bodySchema, context.body);
  if (properties.level === 'NotSpecified')
    throw new ArmError(400, 'InvalidLockLevel', "The lock level 'NotSpecified' is not valid.");
  const { subscriptionId = '', resourceGroup = '' } = parseArmId(scope);
  const before = world.resources.get(idOf(context));
  const stored = world.resources.put({
    id: before?.id ?? idOf(context),
    type,
    name: before?.name ?? param(context, 'name'),
    subscriptionId,
    resourceGroup,
    location: '',
    tags: {},
    properties: { level: properties.level, ...(properties.notes ? { notes: properties.notes } : {}) },
    etag: (before?.etag ?? 0) + 1,
    createdTime: before?.createdTime ?? clock.now(),
    changedTime: clock.now(),
  });
  return { status: before ? 200 : 201, body: toWire(stored) };
}

/** Management locks, stored as resources below what they protect. https://learn.microsoft.com/rest/api/resources/management-locks */
export const lockRoutes: readonly Route[] = [
  { method: 'GET', path, operation: 'ManagementLocks_ListByScope', action: `${type}/read`, handle: list },
  {
    method: 'GET',
    path: `${path}/{name}`,
    operation: 'ManagementLocks_GetByScope',
    action: `${type}/read`,
    handle: (context) => {
      const lock = context.world.resources.get(idOf(context));
      if (lock) return { status: 200, body: toWire(lock) };
      throw new ArmError(404, 'LockNotFound', `The lock '${param(context, 'name')}' could not be found.`);
    },
  },
  {
    method: 'PUT',
    path: `${path}/{name}`,
    operation: 'ManagementLocks_CreateOrUpdateByScope',
    action: `${type}/write`,
    handle: put,
  },
  {
    method: 'DELETE',
    path: `${path}/{name}`,
    operation: 'ManagementLocks_DeleteByScope',
    action: `${type}/delete`,
    handle: (context) => ({ status: context.world.resources.delete(idOf(context)) ? 200 : 204 }),
  },
];
