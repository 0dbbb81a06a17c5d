import { z } from 'zod';
import { isGuid, lastSegment, subscriptionOf } from '../../core/contract/arm-id.ts';
import type {
  Principal,
  PrincipalType,
  RoleAssignment,
  RoleDefinition,
} from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { World } from '../../core/contract/world.ts';
import { notImplemented } from '../../core/rules/arm-errors.ts';
import { scopeChain } from '../../core/rules/scope-chain.ts';
import { parseBody } from '../../core/tracked/tracked-resource.ts';
import { ConditionError, parseCondition } from './condition/parse-condition.ts';
import { requireRoleDefinition } from './require-role.ts';
import { requireScope } from './scope-exists.ts';

const managementGroupLimit = 500;
const subscriptionLimit = 4000;

const bodySchema = z.object({
  properties: z.object({
    roleDefinitionId: z.string().min(1),
    principalId: z.string().min(1),
    principalType: z
      .enum(['User', 'Group', 'ServicePrincipal', 'ForeignGroup', 'Device', 'Unknown'])
      .nullish(),
    scope: z.string().nullish(),
    condition: z.string().nullish(),
    conditionVersion: z.string().nullish(),
    description: z.string().nullish(),
  }),
});

function bare(id: string): string {
  return id.replaceAll('-', '');
}

function requireRole(world: World, roleDefinitionId: string, scope: string): RoleDefinition {
  const role = requireRoleDefinition(world, lastSegment(roleDefinitionId));
  const reached = scopeChain(world, scope);
  if (
    role.roleType === 'BuiltInRole' ||
    role.assignableScopes.some((at) => reached.includes(at.toLowerCase()))
  )
    return role;
  throw new ArmError(
    400,
    'RoleAssignmentScopeNotAssignableToRoleDefinition',
    `The given role assignment scope '${scope}' is not a valid scope of role definition '${role.name}'.`,
  );
}

/** Microsoft Entra's kind of principal as role assignments call it. */
function typeOf(principal: Principal): PrincipalType {
  return principal.kind;
}

/**
 * Type of the principal. An unknown principal is accepted when the request says what it is, because a new one may not
 * have replicated yet. https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails
 */
function principalTypeOf(
  world: World,
  principalId: string,
  asked: PrincipalType | null | undefined,
  now: number,
): PrincipalType {
  const principal = world.principals.get(principalId);
  const replicated = principal && now - principal.createdTime >= world.replicationDelayMs;
  if (!principal || (!replicated && !asked)) {
    if (asked) return asked;
    throw new ArmError(
      400,
      'PrincipalNotFound',
      `Principal ${bare(principalId)} does not exist in the directory ${world.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
    );
  }
  const actual = typeOf(principal);
  if (!asked || asked === actual || asked === 'Unknown') return actual;
  throw new ArmError(
    400,
    'UnmatchedPrincipalType',
    `The PrincipalId '${bare(principalId)}' has type '${actual}' , which is different from specified PrinciaplType '${asked}'.`,
  );
}

function checkLimit(world: World, scope: string): void {
  const subscriptionId = subscriptionOf(scope);
  const used =
    subscriptionId === undefined
      ? world.roleAssignments.count('scope', scope)
      : world.roleAssignments.count('subscription', subscriptionId);
  if (used < (subscriptionId === undefined ? managementGroupLimit : subscriptionLimit)) return;
  throw new ArmError(
    400,
    'RoleAssignmentLimitExceeded',
    'No more role assignments can be created (code: RoleAssignmentLimitExceeded)',
  );
}

/** Azure's limit of a condition. */
const maxConditionBytes = 8 * 1024;

/** 400 for a malformed condition (the text is best knowledge), 501 for one of Azure's that cannot be evaluated here. */
function checkCondition(condition: string): void {
  const refuse = (detail: string) =>
    new ArmError(
      400,
      'InvalidRoleAssignmentCondition',
      `The role assignment condition is not valid. ${detail}`,
    );
  if (Buffer.byteLength(condition) > maxConditionBytes) throw refuse('It is longer than 8 KB.');
  try {
    parseCondition(condition);
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    throw error.unsupported ? notImplemented(error.message) : refuse(error.message);
  }
}

const attributes = 'microsoft.authorization/roleassignments';

/** What conditions may ask about a role assignment. */
export function assignmentFacts(about: {
  roleDefinitionId?: unknown;
  principalId?: unknown;
  principalType?: unknown;
}): Record<string, string> {
  const { roleDefinitionId, principalId, principalType } = about;
  return {
    ...(typeof roleDefinitionId === 'string'
      ? { [`${attributes}:roledefinitionid`]: lastSegment(roleDefinitionId) }
      : {}),
    ...(typeof principalId === 'string' ? { [`${attributes}:principalid`]: principalId } : {}),
    ...(typeof principalType === 'string' ? { [`${attributes}:principaltype`]: principalType } : {}),
  };
}

/** The facts of a body that was not checked yet: who may not write gets no opinion on it. */
export function requestedFacts(world: World, body: unknown): Record<string, string> {
  const { data } = bodySchema.safeParse(body);
  if (!data) return {};
  const { properties } = data;
  const principalType = world.principals.get(properties.principalId)?.kind ?? properties.principalType;
  return assignmentFacts({ ...properties, principalType });
}

function exists(): ArmError {
  return new ArmError(409, 'RoleAssignmentExists', 'The role assignment already exists.');
}

/**
 * Creates a role assignment, or updates description and condition of the one with this name.
 * Errors are Azure's: RoleAssignmentExists, RoleAssignmentUpdateNotPermitted, PrincipalNotFound, RoleDefinitionDoesNotExist,
 * RoleAssignmentLimitExceeded, InvalidCreateRoleAssignmentRequest and the 404 of the scope.
 */
export function createRoleAssignment(
  world: World,
  request: { scope: string; name: string; body: unknown; callerId: string; now: number },
): RoleAssignment {
  const { scope, name, callerId } = request;
  if (!isGuid(name)) {
    throw new ArmError(
      400,
      'InvalidRoleAssignmentId',
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
    );
  }
  const { properties } = parseBody(bodySchema, request.body);
  requireScope(world, scope);
  if (properties.scope && properties.scope.toLowerCase() !== scope.toLowerCase()) {
    throw new ArmError(
      400,
      'InvalidCreateRoleAssignmentRequest',
      `The request to create role assignment '${name}' is not valid. Role assignment scope '${properties.scope}' must match the scope specified on the URI '${scope}'.`,
    );
  }
  if (properties.condition) checkCondition(properties.condition);
  if (properties.condition && properties.conditionVersion !== '2.0') {
    throw new ArmError(
      400,
      'InvalidConditionVersion',
      "The condition version is not valid. The supported version is '2.0'.",
    );
  }
  const role = requireRole(world, properties.roleDefinitionId, scope);
  const { principalId } = properties;
  const now = new Date(request.now).toISOString();
  const details = {
    ...(properties.condition ? { condition: properties.condition, conditionVersion: '2.0' } : {}),
    ...(properties.description ? { description: properties.description } : {}),
  };
  const same = (row: RoleAssignment): boolean =>
    row.scope.toLowerCase() === scope.toLowerCase() &&
    row.roleName.toLowerCase() === role.name.toLowerCase() &&
    row.principalId.toLowerCase() === principalId.toLowerCase();
  const before = world.roleAssignments.get(name);
  if (before) {
    if (!same(before)) {
      throw new ArmError(
        400,
        'RoleAssignmentUpdateNotPermitted',
        'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
      );
    }
    if (before.condition === details.condition && before.description === details.description) throw exists();
    const { condition: _condition, conditionVersion: _version, description: _description, ...kept } = before;
    return world.roleAssignments.put({ ...kept, ...details, updatedOn: now, updatedBy: callerId });
  }
  const principalType = principalTypeOf(world, principalId, properties.principalType, request.now);
  if (world.roleAssignments.find('principal', principalId).some(same)) throw exists();
  checkLimit(world, scope);
  return world.roleAssignments.put({
    name,
    scope,
    roleName: role.name,
    principalId,
    principalType,
    ...details,
    createdOn: now,
    updatedOn: now,
    createdBy: callerId,
    updatedBy: callerId,
  });
}
