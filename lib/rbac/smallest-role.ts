import type { RoleRow } from '@/lib/model/estate-reader';
import { permissionAllows, permissionAllowsData, privilegeOf } from './privilege';

export interface NeededActions {
  actions: readonly string[];
  dataActions: readonly string[];
}

/**
 * Roles that allow everything needed, the least powerful first: by privilege rank, then by how much they name beyond
 * it, built-in before custom, then by name. One role must suffice on its own; several permissions of a role add up.
 */
export function smallestRoles(roles: Iterable<RoleRow>, needed: NeededActions): RoleRow[] {
  const sufficient: RoleRow[] = [];
  for (const role of roles) if (suffices(role, needed)) sufficient.push(role);
  return sufficient.sort(
    (left, right) =>
      privilegeOf(left) - privilegeOf(right) ||
      excess(left) - excess(right) ||
      Number(left.type === 'CustomRole') - Number(right.type === 'CustomRole') ||
      left.name.localeCompare(right.name),
  );
}

export function suffices(role: RoleRow, needed: NeededActions): boolean {
  return (
    needed.actions.every((action) => role.permissions.some((one) => permissionAllows(one, action))) &&
    needed.dataActions.every((action) => role.permissions.some((one) => permissionAllowsData(one, action)))
  );
}

/**
 * How much a role names: a whole-Azure wildcard weighs most, a provider-wide one much, one below a type a little.
 * Only orders roles of the same rank.
 */
function excess(role: RoleRow): number {
  const weigh = (pattern: string) => {
    const star = pattern.indexOf('*');
    if (star < 0) return 1;
    const depth = pattern.slice(0, star).split('/').length - 1;
    const breadth = depth === 0 ? 1000 : depth === 1 ? 100 : 10;
    // Reading everything is still less than changing something.
    return pattern.toLowerCase().endsWith('/read') ? breadth / 100 : breadth;
  };
  return role.permissions
    .flatMap(({ actions, dataActions }) => [...actions, ...dataActions])
    .reduce((sum, pattern) => sum + weigh(pattern), 0);
}
