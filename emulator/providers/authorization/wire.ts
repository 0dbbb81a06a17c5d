import { lastSegment, parseArmId, subscriptionOf, subscriptionScope } from '../../core/contract/arm-id.ts';
import type { DenyAssignment, RoleAssignment, RoleDefinition } from '../../core/contract/entities.ts';
import type { World } from '../../core/contract/world.ts';
import type { RoleEligibility } from './tables.ts';

const namespace = '/providers/Microsoft.Authorization';

/** ARM id of something attached to a scope; the root scope adds nothing. */
function attached(scope: string, type: string, name: string): string {
  return `${scope === '/' ? '' : scope}${namespace}/${type}/${name}`;
}

/**
 * Role definitions are named under the subscription also when listed at a group or resource; above subscriptions
 * under the tenant. az compares these ids as strings.
 */
export function roleDefinitionId(scope: string, name: string): string {
  const subscriptionId = subscriptionOf(scope);
  const at = subscriptionId === undefined ? '' : subscriptionScope(subscriptionId);
  return `${at}${namespace}/roleDefinitions/${name}`;
}

export function roleDefinitionToWire(role: RoleDefinition, scope: string): unknown {
  const { roleName, roleType, description, assignableScopes, permissions, createdOn, updatedOn } = role;
  return {
    properties: {
      roleName,
      type: roleType,
      description,
      assignableScopes,
      permissions,
      createdOn,
      updatedOn,
      createdBy: null,
      updatedBy: null,
    },
    id: roleDefinitionId(scope, role.name),
    type: 'Microsoft.Authorization/roleDefinitions',
    name: role.name,
  };
}

/** `listScope` is the scope the request named: inherited assignments refer to the role under its subscription. */
export function roleAssignmentToWire(assignment: RoleAssignment, listScope: string): unknown {
  const { name, scope, roleName, principalId, principalType, createdOn, updatedOn, createdBy, updatedBy } =
    assignment;
  return {
    properties: {
      roleDefinitionId: roleDefinitionId(scope.startsWith('/subscriptions/') ? scope : listScope, roleName),
      principalId,
      principalType,
      scope,
      condition: assignment.condition ?? null,
      conditionVersion: assignment.conditionVersion ?? null,
      createdOn,
      updatedOn,
      createdBy,
      updatedBy,
      delegatedManagedIdentityResourceId: null,
      description: assignment.description ?? null,
    },
    id: attached(scope, 'roleAssignments', name),
    type: 'Microsoft.Authorization/roleAssignments',
    name,
  };
}

export function denyAssignmentToWire(deny: DenyAssignment): unknown {
  const { name, displayName, description, permissions, scope, isSystemProtected } = deny;
  return {
    properties: {
      denyAssignmentName: displayName,
      description,
      permissions,
      scope,
      doNotApplyToChildScopes: deny.doNotApplyToChildScopes,
      principals: deny.principals,
      excludePrincipals: deny.excludePrincipals,
      isSystemProtected,
    },
    id: attached(scope, 'denyAssignments', name),
    type: 'Microsoft.Authorization/denyAssignments',
    name,
  };
}

/** Names a Privileged Identity Management answer carries besides the ids. */
function expanded(
  world: World,
  row: { scope: string; roleName: string; principalId: string; principalType: string },
) {
  const role = world.roleDefinitions.get(row.roleName);
  const principal = world.principals.get(row.principalId);
  return {
    scope: { id: row.scope, displayName: lastSegment(row.scope), type: scopeType(row.scope) },
    roleDefinition: {
      id: roleDefinitionId(row.scope, row.roleName),
      displayName: role?.roleName ?? '',
      type: role?.roleType ?? 'BuiltInRole',
    },
    principal: {
      id: row.principalId,
      displayName: principal?.displayName ?? '',
      type: row.principalType,
      ...(principal?.kind === 'User' ? { email: principal.userPrincipalName } : {}),
    },
  };
}

function scopeType(scope: string): string {
  const { managementGroup, subscriptionId, resourceGroup, resource, rest } = parseArmId(scope);
  if (managementGroup !== undefined) return 'managementgroup';
  if (subscriptionId === undefined || resource || rest !== '') return 'resource';
  return resourceGroup === undefined ? 'subscription' : 'resourcegroup';
}

export function eligibilityToWire(world: World, row: RoleEligibility): unknown {
  return {
    properties: {
      roleEligibilityScheduleId: attached(row.scope, 'roleEligibilitySchedules', row.name),
      scope: row.scope,
      roleDefinitionId: roleDefinitionId(row.scope, row.roleName),
      principalId: row.principalId,
      principalType: row.principalType,
      status: 'Provisioned',
      startDateTime: row.startDateTime,
      ...(row.endDateTime === undefined ? {} : { endDateTime: row.endDateTime }),
      memberType: 'Direct',
      createdOn: row.startDateTime,
      expandedProperties: expanded(world, row),
    },
    name: row.name,
    id: attached(row.scope, 'roleEligibilityScheduleInstances', row.name),
    type: 'Microsoft.Authorization/roleEligibilityScheduleInstances',
  };
}

/** An active assignment as Privileged Identity Management lists it. */
export function assignmentInstanceToWire(world: World, row: RoleAssignment): unknown {
  return {
    properties: {
      roleAssignmentScheduleId: attached(row.scope, 'roleAssignmentSchedules', row.name),
      originRoleAssignmentId: attached(row.scope, 'roleAssignments', row.name),
      scope: row.scope,
      roleDefinitionId: roleDefinitionId(row.scope, row.roleName),
      principalId: row.principalId,
      principalType: row.principalType,
      status: 'Provisioned',
      startDateTime: row.createdOn,
      assignmentType: 'Assigned',
      memberType: 'Direct',
      ...(row.condition === undefined
        ? {}
        : { condition: row.condition, conditionVersion: row.conditionVersion }),
      createdOn: row.createdOn,
      expandedProperties: expanded(world, row),
    },
    name: row.name,
    id: attached(row.scope, 'roleAssignmentScheduleInstances', row.name),
    type: 'Microsoft.Authorization/roleAssignmentScheduleInstances',
  };
}
