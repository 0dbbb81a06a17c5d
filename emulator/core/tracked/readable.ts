import type { Context } from '../contract/provider.ts';
import { hasRoleBelow } from './access-below.ts';

/**
 * The rows of a list that the caller may read. Azure answers a list at a subscription or group with what lies in
 * scopes the caller has access to; AuthorizationFailed only when that is none at all.
 * `listScope` is the subscription or group; `scopeOf` gives a row's ARM id.
 */
export function readable<Row>(
  context: Context,
  listScope: string,
  action: string,
  rows: readonly Row[],
  scopeOf: (row: Row) => string,
): readonly Row[] {
  const { world, caller } = context;
  const whole = context.may(action, listScope);
  // Without deny assignments nothing below can be closed to somebody who may read the whole scope.
  if (whole && world.denyAssignments.size === 0) return rows;
  const seen = rows.filter((row) => context.may(action, scopeOf(row)));
  if (!whole && seen.length === 0 && !hasRoleBelow(world, caller.objectId, listScope)) {
    context.authorize(action, listScope);
  }
  return seen;
}
