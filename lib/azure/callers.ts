import 'server-only';
import { type AzureClients, createClients } from './clients';
import type { TokenCredential } from './credential';

/** Whose rights calls are made with. */
export interface AzureCaller {
  readonly tenantId: string;
  readonly objectId: string;
  readonly credential: TokenCredential;
}

interface Held {
  credential: TokenCredential;
  readonly clients: AzureClients;
}

declare global {
  /** Next bundles routes apart from each other: what they must share hangs here. Held as long as anybody uses them. */
  var keylessAzureClients: Map<string, WeakRef<Held>> | undefined;
}

/**
 * The one set of clients of a caller, with one limit of calls at a time and one meter: what reads and what writes count
 * together. A caller who signed in again is asked for with the newer credential.
 */
export function clientsOf({ tenantId, objectId, credential }: AzureCaller): AzureClients {
  globalThis.keylessAzureClients ??= new Map();
  const sets = globalThis.keylessAzureClients;
  const key = `${tenantId}/${objectId}`;
  const known = sets.get(key)?.deref();
  if (known) {
    known.credential = credential;
    return known.clients;
  }
  for (const [other, set] of sets) if (!set.deref()) sets.delete(other);
  const held: Held = {
    credential,
    // Also keeps `held` as long as the clients are.
    clients: createClients({
      getToken: (scopes, options) => held.credential.getToken(scopes, options),
    }),
  };
  sets.set(key, new WeakRef(held));
  return held.clients;
}
