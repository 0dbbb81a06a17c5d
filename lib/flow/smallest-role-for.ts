import type { RoleRow } from '@/lib/model/estate-reader';
import { roleToAskFor } from '@/lib/rbac/documented-roles';
import { readingRoles } from '@/lib/rbac/reading-roles';
import { suffices } from '@/lib/rbac/smallest-role';
import type { Need } from './target-need';

/** Preferred: many roles made for one product allow the same and more that is hard to see through. */
const documented: readonly string[] = Object.values(readingRoles).map(({ guid }) => guid);

export interface RoleName {
  readonly guid: string;
  readonly name: string;
}

/** The smallest role that allows it; null when none that can be seen does. */
export function smallestRoleFor(roles: Iterable<RoleRow>, { plane, action }: Need): RoleName | null {
  const all = [...roles];
  const needed =
    plane === 'data' ? { actions: [], dataActions: [action] } : { actions: [action], dataActions: [] };
  const named = documented.flatMap((guid) => all.filter((role) => role.guid.toLowerCase() === guid));
  const role = named.find((one) => suffices(one, needed)) ?? roleToAskFor(all, needed);
  return role ? { guid: role.guid.toLowerCase(), name: role.name } : null;
}
