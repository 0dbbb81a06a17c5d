import type { DenyRow, RolePermission, RoleRow } from '@/lib/model/estate-reader';
import { covers, matches } from './match';
import { permissionAllows, permissionAllowsData } from './privilege';

/** A role somebody has at, or above, the scope in question. */
export interface AssignedRole {
  role: RoleRow;
  /** Null: unconditional. */
  condition: string | null;
}

/**
 * `conditional`: allowed, but only where a condition of the role assignment holds.
 * `denied`: a role allows it, a deny assignment takes it away.
 */
export type Verdict = 'allowed' | 'conditional' | 'denied' | 'not allowed';

export interface Permissions {
  actions: string[];
  /** What no assignment gives although `actions` names it. Where another assignment gives part of it, that part holds. */
  notActions: string[];
  dataActions: string[];
  notDataActions: string[];
  conditional: boolean;
  allows(action: string): Verdict;
  allowsData(dataAction: string): Verdict;
}

/** Everybody, in a deny assignment (learn.microsoft.com/azure/role-based-access-control/deny-assignments). */
const everybody = '00000000-0000-0000-0000-000000000000';

/**
 * What the principal of some role assignments may do at one scope. Assignments add up; each one's notActions take away only from
 * that one's actions; a deny assignment beats them all
 * (learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource).
 * @param assigned roles assigned at the scope or above it
 * @param denies those that apply, see `deniesAt`
 */
export function permissionsOf(assigned: readonly AssignedRole[], denies: readonly DenyRow[]): Permissions {
  const permissions = assigned.flatMap(({ role, condition }) =>
    role.permissions.map((permission) => ({ permission, conditional: condition !== null })),
  );
  const decide = (
    allowedBy: (permission: RolePermission, action: string) => boolean,
    action: string,
  ): Verdict => {
    const giving = permissions.filter(({ permission }) => allowedBy(permission, action));
    if (giving.length === 0) return 'not allowed';
    if (denies.some((deny) => deny.permissions.some((permission) => allowedBy(permission, action))))
      return 'denied';
    return giving.every(({ conditional }) => conditional) ? 'conditional' : 'allowed';
  };
  const all = permissions.map(({ permission }) => permission);
  return {
    actions: minimal(all.flatMap(({ actions }) => actions)),
    notActions: takenByAll(all.map(({ actions, notActions }) => ({ given: actions, taken: notActions }))),
    dataActions: minimal(all.flatMap(({ dataActions }) => dataActions)),
    notDataActions: takenByAll(all.map((one) => ({ given: one.dataActions, taken: one.notDataActions }))),
    conditional: permissions.some(({ conditional }) => conditional),
    allows: (action) => decide(permissionAllows, action),
    allowsData: (dataAction) => decide(permissionAllowsData, dataAction),
  };
}

/**
 * Deny assignments in force for somebody at a scope.
 * @param principalIds the principal and its groups
 * @param scope lower case; `above` its ancestors, nearest first
 */
export function deniesAt(
  denies: readonly DenyRow[],
  principalIds: readonly string[],
  scope: string,
  above: readonly string[],
): DenyRow[] {
  const ids = new Set(principalIds.map((id) => id.toLowerCase()));
  const names = (list: readonly string[]) =>
    list.some((id) => id.toLowerCase() === everybody || ids.has(id.toLowerCase()));
  return denies.filter((deny) => {
    const at = deny.scope.toLowerCase();
    const applies = at === scope || (!deny.doNotApplyToChildScopes && above.includes(at));
    return (
      applies && names(deny.principals) && !deny.excludedPrincipals.some((id) => ids.has(id.toLowerCase()))
    );
  });
}

/** Names of the deny assignments that take away something the actions give. */
export function effectiveDenies(permissions: Permissions, denies: readonly DenyRow[]): string[] {
  const touches = (given: readonly string[], denied: readonly string[]) =>
    given.some((one) => denied.some((other) => matches(one, other) || matches(other, one)));
  return denies
    .filter((deny) =>
      deny.permissions.some(
        (permission) =>
          touches(permissions.actions, permission.actions) ||
          touches(permissions.dataActions, permission.dataActions),
      ),
    )
    .map(({ name }) => name);
}

/** Without repetitions and without what a wider pattern of the list covers; sorted, `*` first. */
function minimal(patterns: readonly string[]): string[] {
  const distinct = [...new Map(patterns.map((pattern) => [pattern.toLowerCase(), pattern])).values()];
  return distinct
    .filter(
      (pattern) =>
        !distinct.some((other) => other !== pattern && covers(other, pattern) && !covers(pattern, other)),
    )
    .sort((left, right) => left.localeCompare(right));
}

/** Of what some permissions take away, that which no other permission gives back whole. */
function takenByAll(parts: readonly { given: readonly string[]; taken: readonly string[] }[]): string[] {
  const kept = parts.flatMap(({ taken }, index) =>
    taken.filter(
      (pattern) =>
        !parts.some(
          (other, otherIndex) =>
            otherIndex !== index &&
            other.given.some((given) => covers(given, pattern)) &&
            // The other one takes it away too, in whole or in part: then it stays listed.
            !other.taken.some((taken) => covers(taken, pattern) || covers(pattern, taken)),
        ),
    ),
  );
  return minimal(kept);
}
