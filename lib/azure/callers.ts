import 'server-only';
import { type AzureClients, createClients } from './clients';
import type { TokenCredential } from './credential';

/** Whose rights calls are made with. */
export interface AzureCaller {
  readonly tenantId: string;
  readonly objectId: string;
  readonly credential: TokenCredential;
}

interface CachedClients {
  credential: TokenCredential;
  readonly clients: AzureClients;
}

declare global {
  /** Next bundles routes apart from each other: what they must share hangs here. Cached as long as anybody uses them. */
  var keylessAzureClients: Map<string, WeakRef<CachedClients>> | undefined;
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
  const cached: CachedClients = {
    credential,
    // Also keeps `cached` as long as the clients are.
    clients: createClients({
      getToken: (scopes, options) => cached.credential.getToken(scopes, options),
    }),
  };
  sets.set(key, new WeakRef(cached));
  return cached.clients;
}
