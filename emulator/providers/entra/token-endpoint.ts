import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../core/contract/clock.ts';
import type { User } from '../../core/contract/entities.ts';
import { requestedAudience } from './audience.ts';
import { applicationOf, authenticateClient } from './client-authentication.ts';
import { entraErrors } from './entra-error.ts';
import { personByCode, personByDevice, personOnBehalfOf } from './interactive-grants.ts';
import { isFirstParty, personByPassword } from './people.ts';
import type { TokenParts } from './token-parts.ts';

/** A refresh token goes stale after 90 days without use. */
const refreshSeconds = 90 * 24 * 3600;
const refreshAudience = 'urn:keyless-emulator:refresh';
const refreshSchema = z.object({
  aud: z.literal(refreshAudience),
  oid: z.string(),
  client: z.string(),
  audience: z.string(),
  exp: z.number(),
});

/** Answers a POST to the token endpoint. Throws EntraError. */
export async function issueToken(form: URLSearchParams, parts: TokenParts): Promise<Record<string, unknown>> {
  const grant = form.get('grant_type');
  switch (grant) {
    case null:
      throw entraErrors.missing('grant_type');
    case 'client_credentials':
      return forApplication(form, parts);
    case 'password':
      return forPerson(personByPassword(form, parts.world), form, parts);
    case 'refresh_token':
      return forPerson(await personByRefreshToken(form, parts), form, parts);
    case 'authorization_code': {
      const { user, nonce } = personByCode(form, parts);
      return forPerson(user, form, parts, nonce);
    }
    case 'device_code':
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return forPerson(personByDevice(form, parts), form, parts);
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return forPerson(await personOnBehalfOf(form, parts), form, parts);
    default:
      throw entraErrors.unsupportedGrant(grant);
  }
}

async function forApplication(form: URLSearchParams, parts: TokenParts): Promise<Record<string, unknown>> {
  const application = await authenticateClient(form, parts);
  const { audience } = requestedAudience(form, { ...parts, forApplication: true });
  const issued = await parts.tokens.issue(application, audience, { clientId: application.appId });
  return answer(issued, audience, form, parts.clock);
}

async function personByRefreshToken(form: URLSearchParams, parts: TokenParts): Promise<User> {
  const token = form.get('refresh_token');
  if (!token) throw entraErrors.missing('refresh_token');
  const claims = refreshSchema.safeParse(await parts.tokens.payload(token));
  if (!claims.success || claims.data.client !== form.get('client_id')) throw entraErrors.badRefreshToken();
  if (claims.data.exp * 1000 <= parts.clock.now()) throw entraErrors.expiredRefreshToken();
  const user = parts.world.principals.get(claims.data.oid);
  if (user?.kind !== 'User') throw entraErrors.badRefreshToken();
  if (!form.has('scope') && !form.has('resource')) form.set('resource', claims.data.audience);
  return user;
}

async function forPerson(
  user: User,
  form: URLSearchParams,
  parts: TokenParts,
  nonce?: string,
): Promise<Record<string, unknown>> {
  const { world, tokens, clock, origin } = parts;
  const clientId = form.get('client_id');
  if (!clientId) throw entraErrors.missing('client_id');
  if (!isFirstParty(clientId)) applicationOf(world, clientId);
  // A confidential client that proves itself is checked; a public one has nothing to prove.
  if (form.has('client_secret') || form.has('client_assertion')) await authenticateClient(form, parts);
  const { audience, scopes, wantsIdToken } = requestedAudience(form, {
    world,
    origin,
    forApplication: false,
  });
  const issued = await tokens.issue(user, audience, { clientId, scope: scopes });
  const refreshToken = await tokens.sign(
    { oid: user.objectId, client: clientId, audience, jti: randomUUID() },
    { issuer: tokens.issuer, audience: refreshAudience, expiresInSeconds: refreshSeconds },
  );
  const identity = Buffer.from(JSON.stringify({ uid: user.objectId, utid: world.tenantId })).toString(
    'base64url',
  );
  const idToken = await tokens.sign(
    {
      ver: '2.0',
      oid: user.objectId,
      sub: user.objectId,
      tid: world.tenantId,
      name: user.displayName,
      preferred_username: user.userPrincipalName,
      upn: user.userPrincipalName,
      ...(nonce === undefined ? {} : { nonce }),
    },
    {
      issuer: `${origin}/${world.tenantId}/v2.0`,
      audience: clientId,
      expiresInSeconds: issued.expiresInSeconds,
    },
  );
  return {
    ...answer(issued, audience, form, clock),
    scope: `${audience}/${scopes}`,
    refresh_token: refreshToken,
    ...(wantsIdToken || form.has('resource') ? { id_token: idToken } : {}),
    client_info: identity,
  };
}

/** Version 1.0 clients (they send `resource`) read numbers as strings and an absolute expiry. */
function answer(
  issued: { token: string; expiresInSeconds: number },
  audience: string,
  form: URLSearchParams,
  clock: Clock,
): Record<string, unknown> {
  const { token, expiresInSeconds } = issued;
  const common = { token_type: 'Bearer', access_token: token };
  if (!form.has('resource')) {
    return { ...common, expires_in: expiresInSeconds, ext_expires_in: expiresInSeconds };
  }
  const nowSeconds = Math.floor(clock.now() / 1000);
  return {
    ...common,
    resource: audience,
    expires_in: String(expiresInSeconds),
    ext_expires_in: String(expiresInSeconds),
    expires_on: String(nowSeconds + expiresInSeconds),
    not_before: String(nowSeconds),
  };
}
