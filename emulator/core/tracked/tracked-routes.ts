import { groupScope, parseResourceType, subscriptionScope } from '../contract/arm-id.ts';
import type { ArmResource } from '../contract/entities.ts';
import type { Context, Route } from '../contract/provider.ts';
import { groupKey } from '../contract/world.ts';
import { deleteResource } from '../rules/lifecycle.ts';
import { param, pathResourceId, requireGroup, requireResource, requireSubscription } from './not-found.ts';
import { readable } from './readable.ts';
import { parseBody, putEntity, trackedBodySchema } from './tracked-resource.ts';
import { resourceToWire } from './wire.ts';

export interface TrackedType {
  /** With namespace, e.g. Microsoft.Network/virtualNetworks. */
  readonly type: string;
  /** Start of Azure's operation ids, e.g. VirtualNetworks. */
  readonly operations: string;
  /** Azure's name for the list at a subscription; some providers say ListAll, others List. */
  readonly listBySubscription?: string;
  readonly listByGroup?: string;
  readonly pageSize?: number;
  readonly toWire?: (resource: ArmResource) => unknown;
}

/** Assumption of ours for types whose page size Azure does not document. */
const defaultPageSize = 200;

/** Resources of a type in the path's subscription, as far as the caller may read them. */
export function listInSubscription(context: Context, type: string): readonly ArmResource[] {
  const { subscriptionId } = requireSubscription(context);
  const rows = context.world.resources.find('typeInSubscription', `${subscriptionId}/${type}`);
  return readable(context, subscriptionScope(subscriptionId), `${type}/read`, rows, (row) => row.id);
}

/** Resources of a type in the path's group, as far as the caller may read them. */
export function listInGroup(context: Context, type: string): readonly ArmResource[] {
  const group = requireGroup(context);
  const rows = context.world.resources.find(
    'typeInGroup',
    `${groupKey(group.subscriptionId, group.name)}/${type}`,
  );
  return readable(
    context,
    groupScope(group.subscriptionId, group.name),
    `${type}/read`,
    rows,
    (row) => row.id,
  );
}

/** Path of the type at a subscription. */
export function subscriptionPath(type: string): string {
  return `/subscriptions/{subscriptionId}/providers/${type}`;
}

/** Path of the type in a group. */
export function groupPath(type: string): string {
  return `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/${type}`;
}

/** List at subscription and group, and get, for one type. */
export function readRoutes(tracked: TrackedType): Route[] {
  const { type, operations, pageSize = defaultPageSize, toWire = resourceToWire } = tracked;
  return [
    {
      method: 'GET',
      path: subscriptionPath(type),
      operation: `${operations}_${tracked.listBySubscription ?? 'ListBySubscription'}`,
      action: null,
      handle: (context) => context.page(listInSubscription(context, type), pageSize, toWire),
    },
    {
      method: 'GET',
      path: groupPath(type),
      operation: `${operations}_${tracked.listByGroup ?? 'ListByResourceGroup'}`,
      action: null,
      handle: (context) => context.page(listInGroup(context, type), pageSize, toWire),
    },
    {
      method: 'GET',
      path: `${groupPath(type)}/{name}`,
      operation: `${operations}_Get`,
      action: `${type}/read`,
      handle: (context) => ({ status: 200, body: toWire(requireResource(context, type)) }),
    },
  ];
}

/** PUT and DELETE for one type. `prepare` fills what the provider computes (addresses, child ids). */
export function writeRoutes(
  tracked: TrackedType & { readonly prepare?: (resource: ArmResource, context: Context) => ArmResource },
): Route[] {
  const { type, operations, toWire = resourceToWire, prepare = (resource) => resource } = tracked;
  return [
    {
      method: 'PUT',
      path: `${groupPath(type)}/{name}`,
      operation: `${operations}_CreateOrUpdate`,
      action: `${type}/write`,
      handle: (context) => {
        const entity = putEntity(context, type, parseBody(trackedBodySchema, context.body));
        const provisioned = {
          ...entity,
          properties: { ...entity.properties, provisioningState: 'Succeeded' },
        };
        const stored = context.world.resources.put(prepare(provisioned, context));
        return { status: stored.etag === 1 ? 201 : 200, body: toWire(stored) };
      },
    },
    {
      method: 'DELETE',
      path: `${groupPath(type)}/{name}`,
      operation: `${operations}_Delete`,
      action: `${type}/delete`,
      handle: (context) => {
        requireGroup(context);
        const resource = context.world.resources.get(pathResourceId(context, type));
        if (!resource) return { status: 204 };
        const { headers } = context.startOperation({
          provider: parseResourceType(type).namespace,
          location: resource.location,
          subscriptionId: param(context, 'subscriptionId'),
          durationMs: 1000,
          complete: () => {
            deleteResource(context.world, resource.id, context.clock.now());
          },
        });
        return { status: 202, headers: headers.all };
      },
    },
  ];
}
