import { z } from 'zod';
import { isBelow, isGuid, normalizeScope } from '../../core/contract/arm-id.ts';
import type { RoleDefinition } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { scopeChain } from '../../core/rules/scope-chain.ts';
import { hasRoleBelow } from '../../core/tracked/access-below.ts';
import { param } from '../../core/tracked/not-found.ts';
import { parseBody } from '../../core/tracked/tracked-resource.ts';
import { requireRoleDefinition } from './require-role.ts';
import { scopeOf } from './role-assignments.ts';
import { roleDefinitionToWire } from './wire.ts';

const type = 'Microsoft.Authorization/roleDefinitions';
const path = `/{scope}/providers/${type}`;

const strings = z.array(z.string()).nullish();
const bodySchema = z.object({
  properties: z.object({
    roleName: z.string().min(1).max(512),
    description: z.string().max(2048).nullish(),
    type: z.string().nullish(),
    assignableScopes: z.array(z.string()).min(1),
    permissions: z.array(
      z.object({ actions: strings, notActions: strings, dataActions: strings, notDataActions: strings }),
    ),
  }),
});

interface Filter {
  roleName?: string;
  roleType?: string;
  below: boolean;
}

function parseFilter(text: string | null): Filter {
  const filter: Filter = { below: false };
  for (const part of (text ?? '').split(/\s+and\s+/i)) {
    const term = part.trim();
    const [, property, value] = /^(roleName|type)\s+eq\s+'((?:[^']|'')*)'$/i.exec(term) ?? [];
    if (/^atScopeAndBelow\(\)$/i.test(term)) filter.below = true;
    else if (property?.toLowerCase() === 'rolename')
      filter.roleName = value?.replaceAll("''", "'").toLowerCase();
    else if (property?.toLowerCase() === 'type') filter.roleType = value?.toLowerCase();
    else if (term !== '')
      throw new ArmError(400, 'UnsupportedFilter', `The filter '${text}' is not supported.`);
  }
  return filter;
}

function list(context: Context) {
  const scope = scopeOf(context);
  if (!hasRoleBelow(context.world, context.caller.objectId, scope)) context.authorize(`${type}/read`, scope);
  const filter = parseFilter(context.query.get('$filter'));
  const chain = scopeChain(context.world, scope);
  const lower = scope.toLowerCase();
  const available = (role: RoleDefinition): boolean =>
    role.roleType === 'BuiltInRole' ||
    role.assignableScopes.some((at) => {
      const assignable = at.toLowerCase();
      return chain.includes(assignable) || (filter.below && isBelow(assignable, lower));
    });
  const rows = [...context.world.roleDefinitions.values()].filter(
    (role) =>
      (filter.roleName === undefined || role.roleName.toLowerCase() === filter.roleName) &&
      (filter.roleType === undefined || role.roleType.toLowerCase() === filter.roleType) &&
      available(role),
  );
  // Azure answers all definitions of a scope in one page.
  return context.page(rows, 5000, (role) => roleDefinitionToWire(role, scope));
}

function createOrUpdate(context: Context) {
  const { world } = context;
  const name = param(context, 'name');
  if (!isGuid(name)) {
    throw new ArmError(
      400,
      'InvalidRoleDefinitionId',
      `The role definition ID '${name}' is not valid. The role definition ID must be a GUID.`,
    );
  }
  const { properties } = parseBody(bodySchema, context.body);
  const before = world.roleDefinitions.get(name);
  if (before?.roleType === 'BuiltInRole') {
    throw new ArmError(400, 'RoleDefinitionUpdateNotPermitted', 'Built-in roles cannot be updated.');
  }
  const namesake = world.roleDefinitions.find('roleName', properties.roleName)[0];
  if (namesake && namesake.name !== before?.name) {
    throw new ArmError(
      409,
      'RoleDefinitionWithSameNameExists',
      'A custom role with the same name already exists in this directory. Use a different name.',
    );
  }
  const assignableScopes = properties.assignableScopes.map(normalizeScope);
  for (const scope of assignableScopes) context.authorize(`${type}/write`, scope);
  const now = new Date(context.clock.now()).toISOString();
  const role = world.roleDefinitions.put({
    name: before?.name ?? name,
    roleName: properties.roleName,
    description: properties.description ?? '',
    roleType: 'CustomRole',
    assignableScopes,
    permissions: properties.permissions.map((permission) => ({
      actions: permission.actions ?? [],
      notActions: permission.notActions ?? [],
      dataActions: permission.dataActions ?? [],
      notDataActions: permission.notDataActions ?? [],
    })),
    createdOn: before?.createdOn ?? now,
    updatedOn: now,
  });
  return { status: 201, body: roleDefinitionToWire(role, scopeOf(context)) };
}

function remove(context: Context) {
  const { world } = context;
  const role = world.roleDefinitions.get(param(context, 'name'));
  if (!role) return { status: 204 };
  if (role.roleType === 'BuiltInRole') {
    throw new ArmError(400, 'RoleDefinitionDeleteNotPermitted', 'Built-in roles cannot be deleted.');
  }
  for (const assignment of world.roleAssignments.values()) {
    if (assignment.roleName.toLowerCase() !== role.name.toLowerCase()) continue;
    throw new ArmError(
      400,
      'RoleDefinitionHasAssignments',
      'There are existing role assignments referencing role (code: RoleDefinitionHasAssignments)',
    );
  }
  world.roleDefinitions.delete(role.name);
  return { status: 200, body: roleDefinitionToWire(role, scopeOf(context)) };
}

/** Built-in and custom role definitions. */
export const roleDefinitionRoutes: readonly Route[] = [
  { method: 'GET', path, operation: 'RoleDefinitions_List', action: null, handle: list },
  {
    method: 'GET',
    path: `${path}/{name}`,
    operation: 'RoleDefinitions_Get',
    action: null,
    handle: (context) => {
      const scope = scopeOf(context);
      if (!hasRoleBelow(context.world, context.caller.objectId, scope))
        context.authorize(`${type}/read`, scope);
      const role = requireRoleDefinition(context.world, param(context, 'name'));
      return { status: 200, body: roleDefinitionToWire(role, scope) };
    },
  },
  {
    method: 'PUT',
    path: `${path}/{name}`,
    operation: 'RoleDefinitions_CreateOrUpdate',
    action: `${type}/write`,
    handle: createOrUpdate,
  },
  {
    method: 'DELETE',
    path: `${path}/{name}`,
    operation: 'RoleDefinitions_Delete',
    action: `${type}/delete`,
    handle: remove,
  },
];
