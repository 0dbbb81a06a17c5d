import 'server-only';
import { parseArmId } from '@/lib/arm/arm-id';
import { AzureError } from '@/lib/arm/azure-error';
import type { AzureClients } from '@/lib/azure/clients';
import { toFault } from '@/lib/azure/to-fault';

/**
 * Client id of a resource's system-assigned identity: the resource itself does not name it. Only the id is taken from
 * Azure's answer, which also holds `clientSecretUrl`, a signed address that must never be shown, kept or logged.
 * @returns lower case; '' when Azure names none. Throws AzureError.
 */
export async function systemAssignedClientId(
  clients: Pick<AzureClients, 'identity'>,
  hostId: string,
): Promise<string> {
  const id = parseArmId(hostId);
  if (!id) throw new TypeError(`Not the id of a resource: ${hostId}`);
  try {
    // The SDK puts a slash before the scope itself.
    const { systemAssignedIdentities } = clients.identity(id.subscriptionId);
    const { clientId } = await systemAssignedIdentities.getByScope(hostId.slice(1));
    return clientId?.toLowerCase() ?? '';
  } catch (error) {
    throw new AzureError(toFault(error, `Read the system-assigned identity of ${id.name}`));
  }
}
