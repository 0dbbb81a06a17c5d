import { randomUUID } from 'node:crypto';
import { compactVerify, exportJWK, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../core/contract/clock.ts';
import type { ServicePrincipal, User } from '../../core/contract/entities.ts';
import type { TokenClaims, TokenVerifier } from '../../core/contract/token.ts';
import type { World } from '../../core/contract/world.ts';
import type { SigningKey } from './signing-key.ts';

const claimsSchema = z.object({
  aud: z.string(),
  iss: z.string(),
  tid: z.string(),
  oid: z.string(),
  idtyp: z.enum(['app', 'user']),
  appid: z.string(),
  upn: z.string().optional(),
  nbf: z.number(),
  exp: z.number(),
});

/** Tokens whose signature was checked, so that the same one is not checked 1,000 times for 1,000 pages. */
const maxCached = 5_000;

/** Groups a principal is in, directly or through other groups. */
export function groupsOf(world: World, objectId: string): string[] {
  const found = new Set<string>();
  const queue = [objectId];
  for (let member = queue.pop(); member !== undefined; member = queue.pop()) {
    for (const group of world.principals.find('memberOf', member)) {
      if (found.has(group.objectId)) continue;
      found.add(group.objectId);
      queue.push(group.objectId);
    }
  }
  return [...found];
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** Issues and checks the tenant's tokens, shaped like Entra's version 1.0 access tokens (issuer sts.windows.net). */
export class Tokens implements TokenVerifier {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #key: SigningKey;
  readonly #checked = new Map<string, TokenClaims>();

  constructor(world: World, clock: Clock, key: SigningKey) {
    this.#world = world;
    this.#clock = clock;
    this.#key = key;
  }

  get issuer(): string {
    return `https://sts.windows.net/${this.#world.tenantId}/`;
  }

  /** Public key for `/discovery/v2.0/keys`. */
  async jwk(): Promise<JWK> {
    const { kty, n, e } = await exportJWK(this.#key.publicKey);
    return { kty, n, e, use: 'sig', alg: 'RS256', kid: this.#key.kid, x5t: this.#key.kid };
  }

  /** An access token for `audience`. Valid 60 to 75 minutes unless `lifetimeSeconds` says otherwise, as in Entra. */
  async issue(
    principal: User | ServicePrincipal,
    audience: string,
    options: { clientId: string; scope?: string; lifetimeSeconds?: number; extra?: Record<string, unknown> },
  ): Promise<IssuedToken> {
    const expiresInSeconds = options.lifetimeSeconds ?? 3600 + Math.floor(Math.random() * 900);
    const groups = groupsOf(this.#world, principal.objectId);
    const common = {
      appid: options.clientId,
      azp: options.clientId,
      idp: this.issuer,
      oid: principal.objectId,
      sub: principal.objectId,
      tid: this.#world.tenantId,
      uti: randomUUID().replaceAll('-', '').slice(0, 22),
      ver: '1.0',
      // Entra leaves the claim out above 200 groups.
      ...(groups.length > 0 && groups.length <= 200 ? { groups } : {}),
    };
    const personal =
      principal.kind === 'User'
        ? {
            idtyp: 'user',
            amr: ['pwd'],
            name: principal.displayName,
            upn: principal.userPrincipalName,
            unique_name: principal.userPrincipalName,
            scp: options.scope ?? 'user_impersonation',
          }
        : { idtyp: 'app', appidacr: '1', app_displayname: principal.displayName };
    const token = await this.sign(
      { ...common, ...personal, ...options.extra },
      { issuer: this.issuer, audience, expiresInSeconds },
    );
    return { token, expiresInSeconds };
  }

  /** Signs any claims as this tenant (ID tokens, federated assertions of its own). */
  sign(
    claims: Record<string, unknown>,
    options: { issuer: string; audience: string; expiresInSeconds: number },
  ): Promise<string> {
    const nowSeconds = Math.floor(this.#clock.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: this.#key.kid, x5t: this.#key.kid })
      .setIssuer(options.issuer)
      .setAudience(options.audience)
      .setIssuedAt(nowSeconds)
      .setNotBefore(nowSeconds)
      .setExpirationTime(nowSeconds + options.expiresInSeconds)
      .sign(this.#key.privateKey);
  }

  async verify(token: string): Promise<TokenClaims | undefined> {
    const known = this.#checked.get(token);
    if (known) return known;
    const payload = await this.payload(token);
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) return undefined;
    if (this.#checked.size >= maxCached) this.#checked.clear();
    this.#checked.set(token, claims.data);
    return claims.data;
  }

  /** The claims of a token this tenant signed with RS256 (never `none`), else undefined. Times are not checked. */
  async payload(token: string): Promise<unknown> {
    try {
      const { payload } = await compactVerify(token, this.#key.publicKey, { algorithms: ['RS256'] });
      return JSON.parse(new TextDecoder().decode(payload));
    } catch {
      return undefined;
    }
  }
}
