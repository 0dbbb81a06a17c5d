/** Who is calling, read from a bearer token that was checked (signature, issuer, audience, expiry, tenant). */
export interface Caller {
  readonly objectId: string;
  /** Application id of a service principal, or the user's UPN: what Azure names in its error messages. */
  readonly name: string;
  readonly kind: 'User' | 'ServicePrincipal';
}

/** What the emulator reads from an access token it issued. Times are epoch seconds. */
export interface TokenClaims {
  readonly aud: string;
  readonly iss: string;
  readonly tid: string;
  readonly oid: string;
  readonly idtyp: 'app' | 'user';
  readonly appid: string;
  readonly upn?: string;
  readonly nbf: number;
  readonly exp: number;
}

/** Checks a token's signature. Undefined when it is not one of ours, whatever the reason. */
export interface TokenVerifier {
  verify(token: string): Promise<TokenClaims | undefined>;
}

export type BearerResult =
  | { readonly ok: true; readonly claims: TokenClaims; readonly caller: Caller }
  | { readonly ok: false; readonly reason: 'missing' | 'invalid' }
  | { readonly ok: false; readonly reason: 'expired' | 'tenant' | 'audience'; readonly claims: TokenClaims };
