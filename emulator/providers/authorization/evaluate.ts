import type { DenyAssignment, Permission, RoleAssignment } from '../../core/contract/entities.ts';
import type { Evaluator, Facts } from '../../core/contract/evaluator.ts';
import type { World } from '../../core/contract/world.ts';
import { withGroups } from '../../core/group-membership.ts';
import { scopeChain } from '../../core/scope-chain.ts';
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

interface Sight {
  /** The principal itself and every group it is in, directly or through groups; lower-cased. */
  readonly ids: ReadonlySet<string>;
  /** Its assignments by lower-cased scope. */
  readonly byScope: ReadonlyMap<string, readonly RoleAssignment[]>;
  readonly decisions: Map<string, boolean>;
  /** Decisions depend on more than action and scope. */
  readonly conditioned: boolean;
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
 * assignment; a deny assignment beats every grant.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function createEvaluator(world: World, now: () => number = Date.now): RbacEvaluator {
  const sights = new Map<string, Sight>();
  const roleDecisions = new Map<string, boolean>();
  world.subscribe((change) => {
    if (!rbacTables.has(change.table)) return;
    if (sights.size > 0) sights.clear();
    if (change.table === 'roleDefinitions' && roleDecisions.size > 0) roleDecisions.clear();
  });

  function sightOf(principalId: string): Sight {
    const key = principalId.toLowerCase();
    const known = sights.get(key);
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
    const conditioned = [...byScope.values()].flat().some(({ condition }) => condition !== undefined);
    const sight: Sight = { ids, byScope, decisions: new Map(), conditioned };
    sights.set(key, sight);
    return sight;
  }

  function roleGrants(roleName: string, action: string, data: boolean): boolean {
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
    sight: Sight,
    action: string,
    data: boolean,
    atScope: boolean,
  ): boolean {
    if (deny.doNotApplyToChildScopes && !atScope) return false;
    const named = deny.principals.some(({ id }) => id === everyone || sight.ids.has(id.toLowerCase()));
    if (!named || deny.excludePrincipals.some(({ id }) => sight.ids.has(id.toLowerCase()))) return false;
    return deny.permissions.some((permission) =>
      data
        ? anyCovers(permission.dataActions, action) && !anyCovers(permission.notDataActions, action)
        : anyCovers(permission.actions, action) && !anyCovers(permission.notActions, action),
    );
  }

  function decide(sight: Sight, action: string, scope: string, data: boolean, facts: Facts): boolean {
    const chain = scopeChain(world, scope);
    const granted = chain.some((ancestor) =>
      sight.byScope
        .get(ancestor)
        ?.some(
          ({ roleName, condition }) =>
            roleGrants(roleName, action, data) &&
            (condition === undefined || conditionHolds(condition, { ...facts, action, nowMs: now() })),
        ),
    );
    if (!granted || world.denyAssignments.size === 0) return granted;
    return !chain.some((ancestor, index) =>
      world.denyAssignments
        .find('scope', ancestor)
        .some((deny) => denies(deny, sight, action, data, index === 0)),
    );
  }

  function decideCached(
    principalId: string,
    action: string,
    scope: string,
    data: boolean,
    facts: Facts = {},
  ): boolean {
    const sight = sightOf(principalId);
    if (sight.byScope.size === 0) return false;
    if (sight.conditioned) return decide(sight, action, scope, data, facts);
    const key = `${data ? 'd' : 'a'}${action}\n${scope}`;
    const known = sight.decisions.get(key);
    if (known !== undefined) return known;
    const decision = decide(sight, action, scope, data, facts);
    if (sight.decisions.size >= maxCachedDecisions) sight.decisions.clear();
    sight.decisions.set(key, decision);
    return decision;
  }

  return {
    may: (principalId, action, scope, facts) => decideCached(principalId, action, scope, false, facts),
    mayData: (principalId, action, scope, facts) => decideCached(principalId, action, scope, true, facts),
    effective(principalId, scope) {
      const sight = sightOf(principalId);
      const permissions: Permission[] = [];
      for (const ancestor of scopeChain(world, scope)) {
        for (const assignment of sight.byScope.get(ancestor) ?? []) {
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
