import 'server-only';
import {
  type AccessToken,
  type GetTokenOptions,
  isTokenCredential,
  type TokenCredential,
} from '@azure/core-auth';
import { DefaultAzureCredential } from '@azure/identity';
import { z } from 'zod';
import { AzureError } from '@/lib/arm/azure-error';
import { env } from '@/lib/env';
import { toFault } from './to-fault';

export type { TokenCredential } from '@azure/core-auth';

const expiryMarginMs = 5 * 60_000;

/**
 * Keeps a token until shortly before it expires and asks once for callers who come together. Every SDK client has a
 * token cache of its own; with five clients a subscription that would be a thousand look-ups for one collection.
 */
export function sharedTokens(credential: TokenCredential): TokenCredential {
  const cached = new Map<string, Promise<AccessToken | null>>();
  return {
    async getToken(scopes: string | string[], options?: GetTokenOptions) {
      // A claims challenge asks for a new token, whatever is cached.
      if (options?.claims) return credential.getToken(scopes, options);
      const key = `${options?.tenantId ?? ''} ${[scopes].flat().join(' ')}`;
      const known = cached.get(key);
      if (known) {
        const token = await known.catch(() => null);
        if (token && token.expiresOnTimestamp - expiryMarginMs > Date.now()) return token;
        if (cached.get(key) === known) cached.delete(key);
      }
      // Whoever asked first may give up: the others still want the token.
      const { abortSignal: _, ...shared } = options ?? {};
      const asked = cached.get(key) ?? credential.getToken(scopes, shared);
      cached.set(key, asked);
      return asked;
    },
  };
}

/**
 * The credential of the operator who started the portal: environment variables, workload or managed identity, or a
 * developer's own sign-in, in DefaultAzureCredential's order.
 */
export function operatorCredential(): TokenCredential {
  const { AZURE_AUTHORITY_HOST: authorityHost } = env();
  const isPublic = authorityHost === 'https://login.microsoftonline.com';
  const credential = new DefaultAzureCredential(
    // An authority of our own is not known to Microsoft's instance discovery, which would be asked otherwise.
    isPublic ? {} : { authorityHost, disableInstanceDiscovery: true },
  );
  return sharedTokens(credential);
}

export function armScope(): string {
  const { AZURE_RESOURCE_MANAGER_ENDPOINT: endpoint } = env();
  const host = new URL(endpoint).host;
  // Clouds of Microsoft's have an audience each; anything else poses as the public one.
  const own = /^management\.(azure\.com|chinacloudapi\.cn|usgovcloudapi\.net|microsoftazure\.de)$/.test(host);
  return own ? `${endpoint}/.default` : 'https://management.azure.com/.default';
}

export function graphScope(): string {
  const { AZURE_GRAPH_ENDPOINT: endpoint } = env();
  const host = new URL(endpoint).host;
  const own =
    /^(graph\.microsoft\.(com|us)|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)$/.test(host);
  return own ? `${endpoint}/.default` : 'https://graph.microsoft.com/.default';
}

const claimsSchema = z.object({
  oid: z.string(),
  tid: z.string(),
  name: z.string().optional(),
  upn: z.string().optional(),
  unique_name: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
});

export interface TokenClaims {
  objectId: string;
  tenantId: string;
  /** Display name, user principal name or application id, the first there is. */
  name: string;
}

/** Who the credential's token is issued to. Read only to tell people apart and address them: Azure checks the token. */
export async function claimsOf(credential: TokenCredential): Promise<TokenClaims> {
  if (!isTokenCredential(credential)) throw new TypeError('Not a token credential.');
  try {
    const token = await credential.getToken(armScope());
    const payload = token?.token.split('.')[1] ?? '';
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    const name = claims.name ?? claims.upn ?? claims.unique_name ?? claims.appid ?? claims.azp ?? claims.oid;
    return { objectId: claims.oid.toLowerCase(), tenantId: claims.tid.toLowerCase(), name };
  } catch (error) {
    const fault = toFault(error, 'Sign in to Azure');
    throw new AzureError(fault.code === 'Unexpected' ? { ...fault, code: 'SignInFailed' } : fault);
  }
}
