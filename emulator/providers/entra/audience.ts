import type { World } from '../../core/contract/world.ts';
import { entraErrors } from './entra-error.ts';

/** Resources every tenant knows, without trailing slash, and application ids that stand for them. */
const wellKnown = [
  'https://management.azure.com',
  'https://management.core.windows.net',
  'https://graph.microsoft.com',
  'https://graph.windows.net',
  'https://database.windows.net',
  'https://servicebus.azure.net',
  'https://eventhubs.azure.net',
  'https://ossrdbms-aad.database.windows.net',
  'https://cognitiveservices.azure.com',
  'https://search.azure.com',
  'https://login.microsoftonline.com',
  '00000003-0000-0000-c000-000000000000',
  '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  'api://azureadtokenexchange',
];

/** Scopes of OpenID Connect, which name no resource. */
const protocolScopes = new Set(['openid', 'profile', 'email', 'offline_access', 'address', 'phone']);

export interface RequestedAudience {
  /** As requested: with or without trailing slash, because resource servers accept both and SDKs send both. */
  readonly audience: string;
  readonly scopes: string;
  readonly wantsIdToken: boolean;
}

/**
 * The audience a token request asks for: `resource` (v1) or the resource in front of `/.default` or a scope name (v2).
 * az sends `https://management.core.windows.net//.default`: the resource then ends in a slash.
 */
export function requestedAudience(
  form: URLSearchParams,
  context: { world: World; origin: string; forApplication: boolean },
): RequestedAudience {
  const resource = form.get('resource');
  const scope = form.get('scope') ?? '';
  const scopes = scope.split(' ').filter((part) => part !== '');
  const wantsIdToken = scopes.includes('openid');
  if (resource) {
    requireKnown(resource, context.world, context.origin);
    return { audience: resource, scopes: 'user_impersonation', wantsIdToken };
  }
  if (scopes.length === 0) throw entraErrors.missing('scope');
  const named = scopes.filter((part) => !protocolScopes.has(part));
  const first = named[0];
  if (context.forApplication && !(named.length === 1 && first?.endsWith('/.default'))) {
    throw entraErrors.badScope(scope);
  }
  // A bare scope such as User.Read belongs to Microsoft Graph.
  const slash = first?.lastIndexOf('/') ?? -1;
  const audience = first === undefined || slash < 0 ? 'https://graph.microsoft.com' : first.slice(0, slash);
  requireKnown(audience, context.world, context.origin);
  const names = named.map((part) => part.slice(part.lastIndexOf('/') + 1));
  return {
    audience,
    scopes: names.includes('.default') ? 'user_impersonation' : names.join(' ') || 'openid',
    wantsIdToken,
  };
}

function requireKnown(audience: string, world: World, origin: string): void {
  const bare = audience.replace(/\/+$/, '').toLowerCase();
  if (wellKnown.includes(bare) || world.audiences.has(bare)) return;
  if (bare === origin.toLowerCase() || bare === `${origin.toLowerCase()}/graph`) return;
  if (world.principals.count('appId', bare.replace(/^api:\/\//, '')) > 0) return;
  throw entraErrors.unknownResource(audience, world.tenant.displayName);
}
