import 'server-only';
import { claimsOf, operatorCredential, type TokenCredential } from '@/lib/azure/credential';

/** Whose rights a call to Azure is made with. People are told apart by tenant and object id, never by name. */
export interface Caller {
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
  readonly credential: TokenCredential;
}

interface CachedCredential {
  credential: TokenCredential;
}

declare global {
  /** Next bundles routes apart from each other: what they must share hangs here. */
  var keylessOperator: CachedCredential | undefined;
}

/**
 * The person or application behind a request. Until people sign in to the portal itself there is one: the operator
 * who started it. Throws AzureError (SignInFailed, Unreachable) when no token can be got.
 */
export async function currentCaller(): Promise<Caller> {
  globalThis.keylessOperator ??= { credential: operatorCredential() };
  const { credential } = globalThis.keylessOperator;
  return { ...(await claimsOf(credential)), credential };
}
