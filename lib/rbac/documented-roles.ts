import type { RoleRow } from '@/lib/model/estate-reader';
import { type NeededActions, smallestRoles, suffices } from './smallest-role';

/**
 * The roles Microsoft's documents name for work with managed identities, the least powerful first. Many roles made for
 * one product happen to allow the same and name less; nobody would give them for this.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const documented = [
  // Managed Identity Operator, Managed Identity Contributor
  'f1a07417-d97a-45cb-824c-7a7467783830',
  'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
  // Virtual Machine Contributor, Network Contributor
  '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
  '4d97b98b-1d4f-4787-a291-c67834d212e7',
  // Key Vault Contributor
  'f25e0fa2-a7c8-4377-a976-54943a77a395',
  // Role Based Access Control Administrator, User Access Administrator
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  // Contributor, Owner
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
];

/** The role to ask for: the smallest one that is documented for such work, else the smallest there is. */
export function roleToAskFor(roles: Iterable<RoleRow>, needed: NeededActions): RoleRow | undefined {
  const all = [...roles];
  const byGuid = new Map(all.map((role) => [role.guid.toLowerCase(), role]));
  for (const guid of documented) {
    const role = byGuid.get(guid);
    if (role && suffices(role, needed)) return role;
  }
  return smallestRoles(all, needed)[0];
}
