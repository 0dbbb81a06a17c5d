import type { Clock } from '../contract/clock.ts';
import type { BearerResult, TokenVerifier } from '../contract/token.ts';

/** Checks an Authorization header the way every Azure resource server does: signature, issuer, tenant, audience, time. */
export async function checkBearer(
  authorization: string | null,
  expected: { verifier: TokenVerifier; tenantId: string; audiences: readonly string[]; clock: Clock },
): Promise<BearerResult> {
  if (!authorization) return { ok: false, reason: 'missing' };
  const token = /^bearer +([\w.~+/=-]+)$/i.exec(authorization.trim())?.[1];
  const claims = token ? await expected.verifier.verify(token) : undefined;
  if (!claims) return { ok: false, reason: 'invalid' };
  const nowSeconds = expected.clock.now() / 1000;
  if (claims.exp <= nowSeconds) return { ok: false, reason: 'expired', claims };
  // Azure allows five minutes of clock skew before a token starts to be valid.
  if (claims.nbf > nowSeconds + 300) return { ok: false, reason: 'invalid' };
  if (claims.tid !== expected.tenantId) return { ok: false, reason: 'tenant', claims };
  if (!expected.audiences.includes(claims.aud)) return { ok: false, reason: 'audience', claims };
  return {
    ok: true,
    claims,
    caller:
      claims.idtyp === 'user'
        ? { objectId: claims.oid, name: claims.upn ?? claims.oid, kind: 'User' }
        : { objectId: claims.oid, name: claims.appid, kind: 'ServicePrincipal' },
  };
}
