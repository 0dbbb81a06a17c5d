import { managementGroupScope, subscriptionScope } from '../../core/contract/arm-id.ts';
import type { ManagementGroup, Subscription } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import type { World } from '../../core/contract/world.ts';
import { param } from '../../core/tracked/not-found.ts';
import { seesSubscription } from './subscriptions.ts';

const type = 'Microsoft.Management/managementGroups';
const path = `/providers/${type}`;
const readAction = `${type}/read`;

type Entity =
  | { readonly kind: 'group'; readonly group: ManagementGroup }
  | { readonly kind: 'subscription'; readonly subscription: Subscription };

function requireManagementGroup(context: Context): ManagementGroup {
  const name = param(context, 'groupId');
  const group = context.world.managementGroups.get(name);
  if (group) return group;
  throw new ArmError(404, 'NotFound', `'${managementGroupScope(name)}' not found.`);
}

function parentOf(world: World, name: string | undefined): ManagementGroup | undefined {
  return name === undefined ? undefined : world.managementGroups.get(name);
}

function listItem(world: World, group: ManagementGroup): unknown {
  const { name, displayName } = group;
  return {
    id: managementGroupScope(name),
    type,
    name,
    properties: { tenantId: world.tenantId, displayName },
  };
}

function childrenOf(world: World, group: ManagementGroup, recurse: boolean): unknown[] {
  const groups = world.managementGroups.find('parent', group.name).map((child) => ({
    type,
    id: managementGroupScope(child.name),
    name: child.name,
    displayName: child.displayName,
    ...(recurse ? { children: childrenOf(world, child, true) } : {}),
  }));
  const subscriptions = world.subscriptions.find('managementGroup', group.name).map((child) => ({
    type: '/subscriptions',
    id: subscriptionScope(child.subscriptionId),
    name: child.subscriptionId,
    displayName: child.displayName,
  }));
  return [...groups, ...subscriptions];
}

function toWire(context: Context, group: ManagementGroup): unknown {
  const { world, query } = context;
  const parent = parentOf(world, group.parent);
  const expand = query.get('$expand')?.toLowerCase() === 'children';
  const recurse = query.get('$recurse')?.toLowerCase() === 'true';
  return {
    id: managementGroupScope(group.name),
    type,
    name: group.name,
    properties: {
      tenantId: world.tenantId,
      displayName: group.displayName,
      details: {
        version: 1,
        ...(parent
          ? {
              parent: {
                id: managementGroupScope(parent.name),
                name: parent.name,
                displayName: parent.displayName,
              },
            }
          : {}),
      },
      ...(expand ? { children: childrenOf(world, group, recurse) } : {}),
    },
  };
}

/** Groups and subscriptions below a group, parents before children. */
function below(world: World, group: ManagementGroup): Entity[] {
  const entities: Entity[] = [];
  for (const child of world.managementGroups.find('parent', group.name)) {
    entities.push({ kind: 'group', group: child }, ...below(world, child));
  }
  for (const subscription of world.subscriptions.find('managementGroup', group.name)) {
    entities.push({ kind: 'subscription', subscription });
  }
  return entities;
}

function descendantToWire(world: World, entity: Entity): unknown {
  const isGroup = entity.kind === 'group';
  const name = isGroup ? entity.group.name : entity.subscription.subscriptionId;
  const { displayName } = isGroup ? entity.group : entity.subscription;
  const parent = parentOf(world, isGroup ? entity.group.parent : entity.subscription.managementGroup);
  return {
    id: isGroup ? managementGroupScope(name) : subscriptionScope(name),
    type: isGroup ? type : `${type}/subscriptions`,
    name,
    properties: { displayName, ...(parent ? { parent: { id: managementGroupScope(parent.name) } } : {}) },
  };
}

/** Names and display names from the root down to (not including) the entity. */
function chainAbove(world: World, parentName: string | undefined): ManagementGroup[] {
  const chain: ManagementGroup[] = [];
  for (let group = parentOf(world, parentName); group; group = parentOf(world, group.parent))
    chain.unshift(group);
  return chain;
}

function entityToWire(world: World, entity: Entity): unknown {
  const isGroup = entity.kind === 'group';
  const name = isGroup ? entity.group.name : entity.subscription.subscriptionId;
  const { displayName } = isGroup ? entity.group : entity.subscription;
  const chain = chainAbove(world, isGroup ? entity.group.parent : entity.subscription.managementGroup);
  const parent = chain.at(-1);
  const childGroups = isGroup ? world.managementGroups.count('parent', name) : 0;
  return {
    id: isGroup ? managementGroupScope(name) : subscriptionScope(name),
    type: isGroup ? type : '/subscriptions',
    name,
    properties: {
      tenantId: world.tenantId,
      displayName,
      ...(parent ? { parent: { id: managementGroupScope(parent.name) } } : {}),
      permissions: 'view',
      inheritedPermissions: 'view',
      numberOfDescendants: isGroup ? below(world, entity.group).length : 0,
      numberOfChildren: isGroup ? childGroups + world.subscriptions.count('managementGroup', name) : 0,
      numberOfChildGroups: childGroups,
      parentDisplayNameChain: chain.map((group) => group.displayName),
      parentNameChain: chain.map((group) => group.name),
    },
  };
}

function visibleGroups(context: Context): ManagementGroup[] {
  return [...context.world.managementGroups.values()].filter((group) =>
    context.may(readAction, managementGroupScope(group.name)),
  );
}

/** Management groups: list, get with children, descendants, and every entity the caller sees. */
export const managementGroupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    operation: 'ManagementGroups_List',
    action: null,
    handle: (context) => context.page(visibleGroups(context), 500, (group) => listItem(context.world, group)),
  },
  {
    method: 'GET',
    path: `${path}/{groupId}`,
    operation: 'ManagementGroups_Get',
    action: readAction,
    handle: (context) => ({ status: 200, body: toWire(context, requireManagementGroup(context)) }),
  },
  {
    method: 'GET',
    path: `${path}/{groupId}/descendants`,
    operation: 'ManagementGroups_GetDescendants',
    action: readAction,
    handle: (context) => {
      const entities = below(context.world, requireManagementGroup(context));
      return context.page(entities, 500, (entity) => descendantToWire(context.world, entity));
    },
  },
  {
    method: 'POST',
    path: '/providers/Microsoft.Management/getEntities',
    operation: 'Entities_List',
    action: null,
    handle: (context) => {
      const groups = visibleGroups(context).map((group): Entity => ({ kind: 'group', group }));
      const subscriptions = [...context.world.subscriptions.values()]
        .filter((subscription) => seesSubscription(context, subscription))
        .map((subscription): Entity => ({ kind: 'subscription', subscription }));
      return context.page([...groups, ...subscriptions], 500, (entity) =>
        entityToWire(context.world, entity),
      );
    },
  },
];
