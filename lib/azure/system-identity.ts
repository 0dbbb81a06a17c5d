import 'server-only';
import { resourceParts } from '@/lib/arm/arm-id';
import type { AzureClients } from './clients';

export interface SystemIdentity {
  /** Lower case; '' when Azure names none. */
  readonly principalId: string;
  readonly clientId: string;
}

/**
 * The system-assigned identity of a resource. Only the ids are taken from Azure's answer, which also holds
 * `clientSecretUrl`, a signed address that must never be shown, kept or logged. Throws RestError.
 * https://learn.microsoft.com/rest/api/managedidentity/system-assigned-identities
 */
export async function readSystemIdentity(clients: AzureClients, hostId: string): Promise<SystemIdentity> {
  const { systemAssignedIdentities } = clients.identity(resourceParts(hostId).subscriptionId);
  // The SDK puts a slash before the scope itself.
  const { principalId = '', clientId = '' } = await systemAssignedIdentities.getByScope(hostId.slice(1));
  return { principalId: principalId.toLowerCase(), clientId: clientId.toLowerCase() };
}
