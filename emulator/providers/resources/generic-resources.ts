import { groupScope, parseArmId, subscriptionScope } from '../../core/contract/arm-id.ts';
import type { ArmResource } from '../../core/contract/entities.ts';
import type { Answer, Context, Route } from '../../core/contract/provider.ts';
import { groupKey } from '../../core/contract/world.ts';
import { invalidNamespace, invalidType, notImplemented } from '../../core/rules/arm-errors.ts';
import { namespaceNamed } from '../../core/tracked/namespaces.ts';
import { param, requireGroup, requireSubscription, resourceNotFound } from '../../core/tracked/not-found.ts';
import { readable } from '../../core/tracked/readable.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { envelopeToWire, resourceToWire } from '../../core/tracked/wire.ts';
import { onlyType, parseResourceFilter } from './resource-filter.ts';

/** Azure's page size for Resources_List. */
const pageSize = 1000;

/** A row of the generic list: no properties; times and state only when `$expand` asks. */
function toListItem(expand: readonly string[]): (resource: ArmResource) => unknown {
  return (resource) => ({
    ...envelopeToWire(resource),
    ...(expand.includes('createdtime') ? { createdTime: new Date(resource.createdTime).toISOString() } : {}),
    ...(expand.includes('changedtime') ? { changedTime: new Date(resource.changedTime).toISOString() } : {}),
    ...(expand.includes('provisioningstate')
      ? { provisioningState: resource.properties.provisioningState ?? 'Succeeded' }
      : {}),
  });
}

function pageOf(context: Context, rows: readonly ArmResource[], scope: string): Answer {
  const filter = context.query.get('$filter');
  // Locks are kept as resources, but are extensions of resources and as such in no list of them.
  const listed = rows.filter((row) => row.type !== 'Microsoft.Authorization/locks');
  const filtered = filter ? listed.filter(parseResourceFilter(filter)) : listed;
  const seen = readableResources(context, scope, filtered);
  const expand = (context.query.get('$expand') ?? '').toLowerCase().split(',');
  return context.page(seen, pageSize, toListItem(expand.map((part) => part.trim())));
}

/** A resource is listed to whoever may read that resource: being allowed to read the group alone is not enough. */
function readableResources(
  context: Context,
  scope: string,
  rows: readonly ArmResource[],
): readonly ArmResource[] {
  const listed = 'Microsoft.Resources/subscriptions/resources/read';
  if (context.may(listed, scope)) return readable(context, scope, listed, rows, (row) => row.id);
  const seen = rows.filter((row) => context.may(`${row.type}/read`, row.id));
  return seen.length > 0 ? seen : readable(context, scope, listed, seen, (row) => row.id);
}

function refuseUnknown(context: Context): never {
  const namespace = namespaceNamed(context, param(context, 'namespace'));
  const type = param(context, 'type');
  if (!namespace) throw invalidNamespace(param(context, 'namespace'));
  const known = namespace.resourceTypes.find(({ name }) => name.toLowerCase() === type.toLowerCase());
  if (!known) throw invalidType(namespace.namespace, type, context.apiVersion);
  throw notImplemented(`GET ${namespace.namespace}/${known.name}`);
}

/** Any stored resource by id, also of types without a provider here: read only. */
function getById(context: Context): Answer {
  const resource = context.world.resources.get(context.path);
  if (!resource) {
    const { subscriptionId = '', resourceGroup: group } = parseArmId(param(context, 'scope'));
    const type = `${param(context, 'namespace')}/${param(context, 'type')}`;
    const { world } = context;
    const isKnown = namespaceNamed(context, param(context, 'namespace'))?.resourceTypes.some(
      ({ name }) => name.toLowerCase() === param(context, 'type').toLowerCase(),
    );
    if (group && isKnown && world.resourceGroups.get(groupKey(subscriptionId, group))) {
      throw resourceNotFound(type, param(context, 'name'), group);
    }
    return refuseUnknown(context);
  }
  context.authorize(`${resource.type}/read`, resource.id);
  return { status: 200, body: resourceToWire(resource) };
}

const byIdPath = '/{scope}/providers/{namespace}/{type}/{name}';

/** Resources of any type: lists with filters, and get by id. */
export const genericResourceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/resources',
    operation: 'Resources_List',
    action: null,
    handle: (context) => {
      const { subscriptionId } = requireSubscription(context);
      const type = onlyType(context.query.get('$filter'));
      const rows = type
        ? context.world.resources.find('typeInSubscription', `${subscriptionId}/${type}`)
        : context.world.resources.find('subscription', subscriptionId);
      return pageOf(context, rows, subscriptionScope(subscriptionId));
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/resources',
    operation: 'Resources_ListByResourceGroup',
    action: null,
    handle: (context) => {
      const group = requireGroup(context);
      const rows = context.world.resources.find('group', groupKey(group.subscriptionId, group.name));
      return pageOf(context, rows, groupScope(group.subscriptionId, group.name));
    },
  },
  { method: 'GET', path: byIdPath, operation: 'Resources_GetById', action: null, handle: getById },
  ...unbuilt([
    ['PUT', byIdPath, 'Resources_CreateOrUpdateById', null],
    ['PATCH', byIdPath, 'Resources_UpdateById', null],
    ['DELETE', byIdPath, 'Resources_DeleteById', null],
  ]),
];
