import 'server-only';
import { parseArmId } from './arm-id';
import { type AzureClients, createClients } from './clients';
import type { TokenCredential } from './credential';
import { AzureError, toFault } from './fault';

const clientsOf = new WeakMap<TokenCredential, AzureClients>();

/**
 * Client id of a resource's system-assigned identity: the resource itself does not name it. Only the id is taken from
 * Azure's answer, which also holds `clientSecretUrl`, a signed address that must never be shown, kept or logged.
 * @returns lower case; '' when Azure names none. Throws AzureError.
 */
export async function systemAssignedClientId(
  caller: { readonly credential: TokenCredential },
  hostId: string,
): Promise<string> {
  const id = parseArmId(hostId);
  if (!id) throw new TypeError(`Not the id of a resource: ${hostId}`);
  const clients = clientsOf.get(caller.credential) ?? createClients(caller.credential);
  clientsOf.set(caller.credential, clients);
  try {
    // The SDK puts a slash before the scope itself.
    const { systemAssignedIdentities } = clients.identity(id.subscriptionId);
    const { clientId } = await systemAssignedIdentities.getByScope(hostId.slice(1));
    return clientId?.toLowerCase() ?? '';
  } catch (error) {
    throw new AzureError(toFault(error, `Read the system-assigned identity of ${id.name}`));
  }
}
