import { z } from 'zod';
import type { User } from '../../core/contract/entities.ts';
import type { World } from '../../core/contract/world.ts';
import { applicationOf, authenticateClient } from './client-authentication.ts';
import { entraErrors } from './entra-error.ts';
import { isFirstParty } from './people.ts';
import { deviceLifetimeSeconds } from './sign-ins.ts';
import type { TokenParts } from './token-parts.ts';

const userTokenSchema = z.object({
  aud: z.string(),
  oid: z.string(),
  idtyp: z.literal('user'),
  exp: z.number(),
});

function userOf(world: World, objectId: string): User {
  const user = world.principals.get(objectId);
  if (user?.kind === 'User') return user;
  throw entraErrors.invalidGrant(
    50034,
    'The user account does not exist in the directory. To sign into this application, the account must be added to the directory.',
  );
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw entraErrors.missing(name);
}

/** grant_type=authorization_code. Gives the person, and the nonce that belongs into the ID token. */
export function personByCode(form: URLSearchParams, parts: TokenParts): { user: User; nonce?: string } {
  const issued = parts.signIns.redeemCode(required(form, 'code'), {
    clientId: required(form, 'client_id'),
    redirectUri: form.get('redirect_uri'),
    verifier: form.get('code_verifier'),
  });
  if (!form.has('scope') && !form.has('resource')) form.set('scope', issued.scope);
  const user = userOf(parts.world, issued.userId);
  return { user, ...(issued.nonce === undefined ? {} : { nonce: issued.nonce }) };
}

/** grant_type=device_code: the person, once somebody approved the device. */
export function personByDevice(form: URLSearchParams, parts: TokenParts): User {
  const code = form.get('device_code') ?? required(form, 'code');
  const { userId, scope } = parts.signIns.redeemDevice(code, required(form, 'client_id'));
  if (!form.has('scope') && !form.has('resource')) form.set('scope', scope);
  return userOf(parts.world, userId);
}

/** Answers the device authorization endpoint. RFC 8628, section 3.2. */
export function beginDevice(
  form: URLSearchParams,
  parts: TokenParts,
  verificationUri: string,
): Record<string, unknown> {
  const clientId = required(form, 'client_id');
  if (!isFirstParty(clientId)) applicationOf(parts.world, clientId);
  const { deviceCode, request } = parts.signIns.beginDevice(
    clientId,
    form.get('scope') ?? form.get('resource') ?? '',
  );
  return {
    user_code: request.userCode,
    device_code: deviceCode,
    verification_uri: verificationUri,
    verification_url: verificationUri,
    expires_in: deviceLifetimeSeconds,
    interval: 5,
    message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${request.userCode} to authenticate.`,
  };
}

/**
 * grant_type=jwt-bearer: the person whose token, made for this application, the application presents.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export async function personOnBehalfOf(form: URLSearchParams, parts: TokenParts): Promise<User> {
  if (required(form, 'requested_token_use') !== 'on_behalf_of')
    throw entraErrors.missing('requested_token_use');
  const application = await authenticateClient(form, parts);
  const claims = userTokenSchema.safeParse(await parts.tokens.payload(required(form, 'assertion')));
  if (!claims.success) {
    throw entraErrors.invalidGrant(
      50013,
      'Assertion failed signature validation. [Reason - The provided signature value did not match the expected signature value.]',
    );
  }
  const audience = claims.data.aud
    .toLowerCase()
    .replace(/^api:\/\//, '')
    .replace(/\/+$/, '');
  if (audience !== application.appId.toLowerCase()) {
    throw entraErrors.invalidGrant(
      500131,
      `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${claims.data.aud}' and the expected audience is '${application.appId}' or one of the Application Uris of this application. The downstream client must request a token for the expected audience (the application that made the OBO request) and this application should use that token as the assertion.`,
    );
  }
  if (claims.data.exp * 1000 <= parts.clock.now()) {
    throw entraErrors.invalidGrant(
      500133,
      'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
    );
  }
  return userOf(parts.world, claims.data.oid);
}
