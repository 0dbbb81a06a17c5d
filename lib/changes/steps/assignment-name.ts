import { v5 } from 'uuid';

/** Namespace of the names this portal gives role assignments. Never changed: names would no longer be found again. */
const namespace = '0b6f5b1e-2c0e-5b4b-9a61-6d1f6a8f3c57';

/**
 * The GUID of a role assignment, the same for the same scope, principal and role: a repeated write meets itself instead
 * of making a second role assignment.
 * https://learn.microsoft.com/azure/role-based-access-control/role-assignments-rest
 */
export function assignmentName(scope: string, principalId: string, roleGuid: string): string {
  return v5([scope, principalId, roleGuid].join('|').toLowerCase(), namespace);
}
