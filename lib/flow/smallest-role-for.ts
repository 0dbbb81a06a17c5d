import type { RoleRow } from '@/lib/model/estate-reader';
import { roleToAskFor } from '@/lib/rbac/documented-roles';
import { suffices } from '@/lib/rbac/smallest-role';
import type { Need } from './target-need';

/**
 * The roles Microsoft's documents name for what identities mostly do: read a secret, read blobs, read resources.
 * Many roles made for one product allow the same and more that is hard to see through.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const documented = [
  // Key Vault Secrets User, Storage Blob Data Reader, Reader
  '4633458b-17de-408a-b874-0445c86b69e6',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  'acdd72a7-3385-48ef-bd42-f606fba81ae7',
];

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
