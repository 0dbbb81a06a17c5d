import { normalizeScope, subscriptionOf, subscriptionScope } from '../../core/contract/arm-id.ts';
import type { RoleAssignment } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { scopeChain } from '../../core/rules/scope-chain.ts';
import { param } from '../../core/tracked/not-found.ts';
import { readable } from '../../core/tracked/readable.ts';
import { assignmentFacts, createRoleAssignment, requestedFacts } from './create-role-assignment.ts';
import { requireScope } from './scope-exists.ts';
import { parseAssignmentFilter, selectAssigned } from './scope-filter.ts';
import { roleAssignmentToWire } from './wire.ts';

const type = 'Microsoft.Authorization/roleAssignments';
const path = `/{scope}/providers/${type}`;

/** Our assumption: Azure does not document this page size. */
const pageSize = 1000;

/** The scope a request names, normalized; the tenant root when it names none. */
export function scopeOf(context: Context): string {
  return normalizeScope(param(context, 'scope'));
}

/** Assignments that can matter at the scope, from the smallest index that holds them all. */
export function candidates(
  context: Context,
  scope: string,
  principalId: string | undefined,
): Iterable<RoleAssignment> {
  const { roleAssignments } = context.world;
  if (principalId !== undefined) return roleAssignments.find('principal', principalId);
  const subscriptionId = subscriptionOf(scope);
  if (subscriptionId === undefined) return roleAssignments.values();
  const above = scopeChain(context.world, subscriptionScope(subscriptionId)).slice(1);
  return [
    ...above.flatMap((ancestor) => roleAssignments.find('scope', ancestor)),
    ...roleAssignments.find('subscription', subscriptionId),
  ];
}

function list(context: Context) {
  const scope = scopeOf(context);
  requireScope(context.world, scope);
  const filter = parseAssignmentFilter(context.query.get('$filter'));
  const rows = selectAssigned(context.world, candidates(context, scope, filter.principalId), scope, filter);
  const seen = readable(context, scope, `${type}/read`, rows, (row) => row.scope);
  return context.page(seen, pageSize, (row) => roleAssignmentToWire(row, scope));
}

/** The assignment of this name at exactly this scope. */
function find(context: Context): RoleAssignment | undefined {
  const assignment = context.world.roleAssignments.get(param(context, 'name'));
  return assignment?.scope.toLowerCase() === scopeOf(context).toLowerCase() ? assignment : undefined;
}

/** Role assignments at any scope; a full assignment id is scope and name, so the same routes serve it. */
export const roleAssignmentRoutes: readonly Route[] = [
  { method: 'GET', path, operation: 'RoleAssignments_ListForScope', action: null, handle: list },
  {
    method: 'GET',
    path: `${path}/{name}`,
    operation: 'RoleAssignments_Get',
    action: `${type}/read`,
    handle: (context) => {
      const assignment = find(context);
      if (!assignment) {
        throw new ArmError(
          404,
          'RoleAssignmentNotFound',
          `The role assignment '${param(context, 'name')}' is not found.`,
        );
      }
      return { status: 200, body: roleAssignmentToWire(assignment, assignment.scope) };
    },
  },
  {
    method: 'PUT',
    path: `${path}/{name}`,
    operation: 'RoleAssignments_Create',
    action: null,
    handle: (context) => {
      const request = requestedFacts(context.world, context.body);
      context.authorize(`${type}/write`, decodeURIComponent(context.path), { request });
      const assignment = createRoleAssignment(context.world, {
        scope: scopeOf(context),
        name: param(context, 'name'),
        body: context.body,
        callerId: context.caller.objectId,
        now: context.clock.now(),
      });
      return { status: 201, body: roleAssignmentToWire(assignment, assignment.scope) };
    },
  },
  {
    method: 'DELETE',
    path: `${path}/{name}`,
    operation: 'RoleAssignments_Delete',
    action: null,
    handle: (context) => {
      const assignment = find(context);
      const role = { ...assignment, roleDefinitionId: assignment?.roleName };
      context.authorize(`${type}/delete`, decodeURIComponent(context.path), {
        resource: assignmentFacts(role),
      });
      if (!assignment) return { status: 204 };
      context.world.roleAssignments.delete(assignment.name);
      return { status: 200, body: roleAssignmentToWire(assignment, assignment.scope) };
    },
  },
];
