import { isBelow, parseArmId } from '../../core/contract/arm-id.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { World } from '../../core/contract/world.ts';
import { withGroups } from '../../core/rules/group-membership.ts';
import { scopeChain } from '../../core/rules/scope-chain.ts';

/** What the `$filter` of a list of assignments asks for. */
export interface AssignmentFilter {
  /** Only at the scope and above; without it also below. */
  readonly atScope: boolean;
  /** Of exactly this principal. */
  readonly principalId?: string;
  /** Of this principal and of the groups it belongs to. */
  readonly assignedTo?: string;
}

interface Assigned {
  readonly scope: string;
  readonly principalId: string;
}

/**
 * Parses `atScope()`, `principalId eq '…'`, `assignedTo('…')` joined by `and`. Throws UnsupportedFilter for the rest.
 * https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest
 */
export function parseAssignmentFilter(text: string | null): AssignmentFilter {
  const filter: { atScope: boolean; principalId?: string; assignedTo?: string } = { atScope: false };
  for (const part of (text ?? '').split(/\s+and\s+/i)) {
    const term = part.trim();
    const principalId = /^principalId\s+eq\s+'([^']*)'$/i.exec(term)?.[1];
    const assignedTo = /^assignedTo\('([^']*)'\)$/i.exec(term)?.[1];
    if (/^atScope\(\)$/i.test(term)) filter.atScope = true;
    else if (principalId !== undefined) filter.principalId = principalId.toLowerCase();
    else if (assignedTo !== undefined) filter.assignedTo = assignedTo;
    else if (term !== '') {
      throw new ArmError(
        400,
        'UnsupportedFilter',
        `The filter '${text}' is not supported. Supported filters are atScope(), principalId eq '{id}' and assignedTo('{id}').`,
      );
    }
  }
  return filter;
}

/** Whether `scope` lies below the list's scope; for a management group that is what its descendants hold. */
function below(world: World, scope: string, listScope: string): boolean {
  const lower = scope.toLowerCase();
  if (lower === listScope) return false;
  if (isBelow(lower, listScope)) return true;
  const isManagementGroup = parseArmId(listScope).managementGroup !== undefined;
  return isManagementGroup && scopeChain(world, lower).includes(listScope);
}

/** The rows at, above and (unless `atScope()`) below the scope that fit the filter. `rows` may hold more than fit. */
export function selectAssigned<Row extends Assigned>(
  world: World,
  rows: Iterable<Row>,
  scope: string,
  filter: AssignmentFilter,
): Row[] {
  const chain = new Set(scopeChain(world, scope));
  const own = scope.toLowerCase();
  const ids = filter.assignedTo === undefined ? undefined : withGroups(world, filter.assignedTo);
  const selected: Row[] = [];
  for (const row of rows) {
    const principalId = row.principalId.toLowerCase();
    if (filter.principalId !== undefined && principalId !== filter.principalId) continue;
    if (ids && !ids.has(principalId)) continue;
    if (!chain.has(row.scope.toLowerCase()) && (filter.atScope || !below(world, row.scope, own))) continue;
    selected.push(row);
  }
  return selected;
}
