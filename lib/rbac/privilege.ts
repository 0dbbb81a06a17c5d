import type { RolePermission, RoleRow } from '@/lib/model/estate-reader';
import { type PrivilegeRank, privilegeRanks } from '@/lib/model/schema';
import { covers, matches } from './match';
import {
  dataContainerActions,
  harmlessActions,
  loginDataActions,
  operatorActions,
  roleAssignmentActions,
} from './sensitive-actions';

/** An operation of no provider: only a role that may change anything covers it. */
const anyWrite = 'Keyless.Probe/anything/write';

const ranks = new WeakMap<RoleRow, number>();

/**
 * Index into privilegeRanks, from what the role's permissions allow, never from its name: custom roles are named
 * freely. `notActions` are taken away within their own permission only, as Azure does
 * (learn.microsoft.com/azure/role-based-access-control/role-definitions#notactions).
 */
export function privilegeOf(role: RoleRow): number {
  const known = ranks.get(role);
  if (known !== undefined) return known;
  let highest = 0;
  for (const permission of role.permissions) highest = Math.max(highest, rankIndex(rankOf(permission)));
  ranks.set(role, highest);
  return highest;
}

/**
 * Rank of a role assignment. A condition that limits which roles may be granted takes `owner` away: what is left is
 * what the role allows without granting access
 * (learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview).
 */
export function privilegeOfRoleAssignment(role: RoleRow, condition: string | null): number {
  const rank = privilegeOf(role);
  if (rank < rankIndex('owner') || !limitsGranting(condition)) return rank;
  let highest = 0;
  for (const permission of role.permissions) {
    const without = { ...permission, notActions: [...permission.notActions, ...roleAssignmentActions] };
    highest = Math.max(highest, rankIndex(rankOf(without)));
  }
  return highest;
}

/** True for a condition about granting roles (others are about data and limit nothing here). */
export function limitsGranting(condition: string | null): boolean {
  return condition !== null && /microsoft\.authorization\/roleassignments[/:]/i.test(condition);
}

export function rankIndex(rank: PrivilegeRank): number {
  return privilegeRanks.indexOf(rank);
}

/** Name of a rank; 'none' for what is unknown (-1) or out of range. */
export function rankName(index: number): PrivilegeRank {
  return privilegeRanks[index] ?? 'none';
}

/** Whether a permission lets its principal do the control-plane operation. */
export function permissionAllows(permission: RolePermission, action: string): boolean {
  return allows(permission.actions, permission.notActions, action);
}

/** Whether a permission lets its principal do the data operation. */
export function permissionAllowsData(permission: RolePermission, dataAction: string): boolean {
  return allows(permission.dataActions, permission.notDataActions, dataAction);
}

function allows(given: readonly string[], taken: readonly string[], action: string): boolean {
  return (
    given.some((pattern) => matches(pattern, action)) && !taken.some((pattern) => matches(pattern, action))
  );
}

function rankOf(permission: RolePermission): PrivilegeRank {
  const may = (action: string) => permissionAllows(permission, action);
  if (roleAssignmentActions.some(may)) return 'owner';
  if (may(anyWrite)) return 'contributor';
  if (operatorActions.some(may)) return 'operator';
  if (loginDataActions.some((action) => permissionAllowsData(permission, action))) return 'operator';

  const actions = remaining(permission.actions, permission.notActions);
  const changes = actions.filter((action) => !/\/read$/i.test(action) && !coveredBy(harmlessActions, action));
  if (changes.some((action) => !coveredBy(dataContainerActions, action))) return 'writer';
  const dataActions = remaining(permission.dataActions, permission.notDataActions);
  if (changes.length > 0 || dataActions.some((action) => !readsData.test(action))) return 'data writer';
  if (dataActions.length > 0) return 'data reader';
  return actions.length > 0 ? 'reader' : 'none';
}

/** Patterns that are not taken away whole. */
function remaining(given: readonly string[], taken: readonly string[]): string[] {
  return given.filter((pattern) => !coveredBy(taken, pattern));
}

function coveredBy(outer: readonly string[], pattern: string): boolean {
  return outer.some((candidate) => covers(candidate, pattern));
}

/**
 * Key Vault and the messaging services name reading operations `getSecret/action`, `readMetadata/action`,
 * `receive/action`. In the control plane an operation `list…/action` hands out keys and signed addresses instead.
 */
const readsData = /\/(read|(read|get|list|peek|receive|query|search|retrieve)[a-z]*\/action)$/i;
