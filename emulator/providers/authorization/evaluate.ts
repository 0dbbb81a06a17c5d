import type { DenyAssignment, Permission, RoleAssignment } from '../../core/contract/entities.ts';
import type { Denial, Evaluator, Facts } from '../../core/contract/evaluator.ts';
import type { World } from '../../core/contract/world.ts';
import { withGroups } from '../../core/rules/group-membership.ts';
import { scopeChain } from '../../core/rules/scope-chain.ts';
import { anyCovers } from './condition/action-pattern.ts';
import { conditionHolds } from './condition/evaluate-condition.ts';

export interface RbacEvaluator extends Evaluator {
  /** Permissions of every assignment that reaches the scope. Deny assignments are not subtracted, as in Azure's permissions API. */
  effective(principalId: string, scope: string): Permission[];
}

/** Azure's "all principals" in a deny assignment. */
const everyone = '00000000-0000-0000-0000-000000000000';

const rbacTables: ReadonlySet<string> = new Set([
  'roleAssignments',
  'roleDefinitions',
  'denyAssignments',
  'principals',
  'managementGroups',
  'subscriptions',
]);

const mentionsAssignments = /microsoft\.authorization\/roleassignments/i;
const maxCachedDecisions = 50_000;

interface PrincipalAccess {
  /** The principal itself and every group it is in, directly or through groups; lower-cased. */
  readonly ids: ReadonlySet<string>;
  /** Its assignments by lower-cased scope. */
  readonly byScope: ReadonlyMap<string, readonly RoleAssignment[]>;
  readonly decisions: Map<string, boolean>;
  /** Decisions depend on more than action and scope. */
  readonly conditioned: boolean;
  /** When the youngest of its assignments was made, epoch ms. */
  readonly youngestMs: number;
}

/** Which role assignments a condition lets through cannot be said in a list of permissions: there the safe side is taken. */
function withoutDelegation(permission: Permission): Permission {
  return {
    ...permission,
    notActions: [
      ...permission.notActions,
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.Authorization/roleAssignments/delete',
    ],
  };
}

/**
 * Decides as Azure RBAC does: assignments at the scope and above, through groups, minus notActions of the same
 * assignment; a deny assignment beats every role assignment.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function createEvaluator(world: World, now: () => number = Date.now): RbacEvaluator {
  const accesses = new Map<string, PrincipalAccess>();
  const roleDecisions = new Map<string, boolean>();
  world.subscribe((change) => {
    if (!rbacTables.has(change.table)) return;
    if (accesses.size > 0) accesses.clear();
    if (change.table === 'roleDefinitions' && roleDecisions.size > 0) roleDecisions.clear();
  });

  function accessOf(principalId: string): PrincipalAccess {
    const key = principalId.toLowerCase();
    const known = accesses.get(key);
    if (known) return known;
    const ids = withGroups(world, key);
    const byScope = new Map<string, RoleAssignment[]>();
    for (const id of ids) {
      for (const assignment of world.roleAssignments.find('principal', id)) {
        const scope = assignment.scope.toLowerCase();
        const found = byScope.get(scope);
        if (found) found.push(assignment);
        else byScope.set(scope, [assignment]);
      }
    }
    const assignments = [...byScope.values()].flat();
    const conditioned = assignments.some(({ condition }) => condition !== undefined);
    const youngestMs = assignments.reduce((latest, row) => Math.max(latest, Date.parse(row.createdOn)), 0);
    const access: PrincipalAccess = { ids, byScope, decisions: new Map(), conditioned, youngestMs };
    accesses.set(key, access);
    return access;
  }

  function roleAllows(roleName: string, action: string, data: boolean): boolean {
    const key = `${data ? 'd' : 'a'}${roleName} ${action}`;
    const known = roleDecisions.get(key);
    if (known !== undefined) return known;
    const role = world.roleDefinitions.get(roleName);
    const granted =
      role?.permissions.some((permission) =>
        data
          ? anyCovers(permission.dataActions, action) && !anyCovers(permission.notDataActions, action)
          : anyCovers(permission.actions, action) && !anyCovers(permission.notActions, action),
      ) ?? false;
    if (roleDecisions.size >= maxCachedDecisions) roleDecisions.clear();
    roleDecisions.set(key, granted);
    return granted;
  }

  function denies(
    deny: DenyAssignment,
    access: PrincipalAccess,
    action: string,
    data: boolean,
    atScope: boolean,
  ): boolean {
    if (deny.doNotApplyToChildScopes && !atScope) return false;
    const named = deny.principals.some(({ id }) => id === everyone || access.ids.has(id.toLowerCase()));
    if (!named || deny.excludePrincipals.some(({ id }) => access.ids.has(id.toLowerCase()))) return false;
    return deny.permissions.some((permission) =>
      data
        ? anyCovers(permission.dataActions, action) && !anyCovers(permission.notDataActions, action)
        : anyCovers(permission.actions, action) && !anyCovers(permission.notActions, action),
    );
  }

  /** Azure has not yet told everybody of it. Evaluated only with a delay, for the creation time is text. */
  function isPropagating({ createdOn }: RoleAssignment): boolean {
    return world.roleDelayMs > 0 && Date.parse(createdOn) + world.roleDelayMs > now();
  }

  function allowing(access: PrincipalAccess, chain: readonly string[], action: string, data: boolean) {
    return chain.flatMap((ancestor) =>
      (access.byScope.get(ancestor) ?? []).filter(
        (assignment) => roleAllows(assignment.roleName, action, data) && !isPropagating(assignment),
      ),
    );
  }

  function explain(
    access: PrincipalAccess,
    action: string,
    scope: string,
    data: boolean,
    facts: Facts,
  ): Denial | undefined {
    const chain = scopeChain(world, scope);
    const assignments = allowing(access, chain, action, data);
    if (assignments.length === 0) return { kind: 'role' };
    const granted = assignments.some(
      ({ condition }) =>
        condition === undefined || conditionHolds(condition, { ...facts, action, nowMs: now() }),
    );
    if (!granted) return { kind: 'condition' };
    if (world.denyAssignments.size === 0) return undefined;
    for (const [index, ancestor] of chain.entries()) {
      const assignment = world.denyAssignments
        .find('scope', ancestor)
        .find((deny) => denies(deny, access, action, data, index === 0));
      if (assignment) return { kind: 'deny', assignment };
    }
    return undefined;
  }

  function decideCached(
    principalId: string,
    action: string,
    scope: string,
    data: boolean,
    facts: Facts = {},
  ): boolean {
    const access = accessOf(principalId);
    if (access.byScope.size === 0) return false;
    const isYoung = world.roleDelayMs > 0 && access.youngestMs + world.roleDelayMs > now();
    if (access.conditioned || isYoung) return explain(access, action, scope, data, facts) === undefined;
    const key = `${data ? 'd' : 'a'}${action}\n${scope}`;
    const known = access.decisions.get(key);
    if (known !== undefined) return known;
    const decision = explain(access, action, scope, data, facts) === undefined;
    if (access.decisions.size >= maxCachedDecisions) access.decisions.clear();
    access.decisions.set(key, decision);
    return decision;
  }

  return {
    may: (principalId, action, scope, facts) => decideCached(principalId, action, scope, false, facts),
    mayData: (principalId, action, scope, facts) => decideCached(principalId, action, scope, true, facts),
    whyNot: (principalId, action, scope, { data, facts = {} }) =>
      explain(accessOf(principalId), action, scope, data, facts) ?? { kind: 'role' },
    effective(principalId, scope) {
      const access = accessOf(principalId);
      const permissions: Permission[] = [];
      for (const ancestor of scopeChain(world, scope)) {
        for (const assignment of access.byScope.get(ancestor) ?? []) {
          if (isPropagating(assignment)) continue;
          const granted = world.roleDefinitions.get(assignment.roleName)?.permissions ?? [];
          permissions.push(
            ...(mentionsAssignments.test(assignment.condition ?? '')
              ? granted.map(withoutDelegation)
              : granted),
          );
        }
      }
      return permissions;
    },
  };
}
