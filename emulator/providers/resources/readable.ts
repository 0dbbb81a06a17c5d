import type { ResourceGroup } from '../../core/entities.ts';
import type { Context } from '../../core/provider.ts';

export function subscriptionScope(subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}`;
}

export function groupScope(group: ResourceGroup): string {
  return `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`;
}

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
  const { world } = context;
  const whole = context.may(action, listScope);
  // Without deny assignments nothing below can be closed to somebody who may read the whole scope.
  if (whole && world.denyAssignments.size === 0) return rows;
  const seen = rows.filter((row) => context.may(action, scopeOf(row)));
  if (!whole && seen.length === 0 && !hasAccessBelow(context, listScope, action)) {
    context.authorize(action, listScope);
  }
  return seen;
}

/** Whether the caller may read the kind of thing somewhere below the scope, though there is nothing of the kind. */
function hasAccessBelow(context: Context, listScope: string, action: string): boolean {
  const subscriptionId = listScope.split('/')[2] ?? '';
  const below = `${listScope.toLowerCase()}/`;
  return context.world.resourceGroups
    .find('subscription', subscriptionId)
    .some((group) => `${groupScope(group)}/`.toLowerCase().startsWith(below) && context.may(action, groupScope(group)));
}
