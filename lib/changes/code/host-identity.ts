import type { HostIdentity } from './step-code';

/** The type Azure wants for the identities a resource has. https://learn.microsoft.com/rest/api/compute/virtual-machines */
export function hostIdentityType({
  system,
  userIds,
}: HostIdentity): 'None' | 'SystemAssigned' | 'UserAssigned' | 'SystemAssigned, UserAssigned' {
  if (system) return userIds.length > 0 ? 'SystemAssigned, UserAssigned' : 'SystemAssigned';
  return userIds.length > 0 ? 'UserAssigned' : 'None';
}
