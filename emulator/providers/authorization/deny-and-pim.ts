import { isBelow } from '../../core/contract/arm-id.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { scopeChain } from '../../core/rules/scope-chain.ts';
import { param } from '../../core/tracked/not-found.ts';
import { candidates, scopeOf } from './role-assignments.ts';
import { requireScope } from './scope-exists.ts';
import { parseAssignmentFilter, selectAssigned } from './scope-filter.ts';
import { roleEligibilities } from './tables.ts';
import { assignmentInstanceToWire, denyAssignmentToWire, eligibilityToWire } from './wire.ts';

const namespace = 'Microsoft.Authorization';
const path = `/{scope}/providers/${namespace}`;

function listDenyAssignments(context: Context) {
  const scope = scopeOf(context);
  requireScope(context.world, scope);
  const lower = scope.toLowerCase();
  const chain = new Set(scopeChain(context.world, scope));
  const { atScope } = parseAssignmentFilter(context.query.get('$filter'));
  const rows = [...context.world.denyAssignments.values()].filter((deny) => {
    const at = deny.scope.toLowerCase();
    return chain.has(at) || (!atScope && isBelow(at, lower));
  });
  return context.page(rows, 1000, denyAssignmentToWire);
}

function listEligibilities(context: Context) {
  const { world } = context;
  const scope = scopeOf(context);
  const filter = pimFilter(context);
  const rows = selectAssigned(world, world.table(roleEligibilities).values(), scope, filter);
  return context.page(rows, 1000, (row) => eligibilityToWire(world, row));
}

function listAssignmentInstances(context: Context) {
  const { world } = context;
  const scope = scopeOf(context);
  const filter = pimFilter(context);
  const rows = selectAssigned(world, candidates(context, scope, filter.principalId), scope, filter);
  return context.page(rows, 1000, (row) => assignmentInstanceToWire(world, row));
}

/** Privileged Identity Management says `asTarget()` for "mine, also through groups". */
function pimFilter(context: Context) {
  const text = context.query.get('$filter');
  return parseAssignmentFilter(
    text?.replace(/asTarget\(\)/i, `assignedTo('${context.caller.objectId}')`) ?? null,
  );
}

/** Deny assignments, Privileged Identity Management's view of assignments: read only. */
export const denyAndPimRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${path}/denyAssignments`,
    operation: 'DenyAssignments_ListForScope',
    action: `${namespace}/denyAssignments/read`,
    handle: listDenyAssignments,
  },
  {
    method: 'GET',
    path: `${path}/denyAssignments/{name}`,
    operation: 'DenyAssignments_Get',
    action: `${namespace}/denyAssignments/read`,
    handle: (context) => {
      const deny = context.world.denyAssignments.get(param(context, 'name'));
      if (deny) return { status: 200, body: denyAssignmentToWire(deny) };
      throw new ArmError(
        404,
        'DenyAssignmentNotFound',
        `The deny assignment '${param(context, 'name')}' is not found.`,
      );
    },
  },
  {
    method: 'GET',
    path: `${path}/roleEligibilityScheduleInstances`,
    operation: 'RoleEligibilityScheduleInstances_ListForScope',
    action: `${namespace}/roleEligibilityScheduleInstances/read`,
    handle: listEligibilities,
  },
  {
    method: 'GET',
    path: `${path}/roleAssignmentScheduleInstances`,
    operation: 'RoleAssignmentScheduleInstances_ListForScope',
    action: `${namespace}/roleAssignmentScheduleInstances/read`,
    handle: listAssignmentInstances,
  },
];
