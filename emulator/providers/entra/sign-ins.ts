import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../../core/contract/clock.ts';
import { EntraError, entraErrors } from './entra-error.ts';

/** What an authorization request asked for, bound to the code it got. */
export interface CodeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly nonce?: string;
  readonly challenge?: string;
  readonly challengeMethod?: string;
}

interface IssuedCode extends CodeRequest {
  readonly userId: string;
  readonly expiresMs: number;
  isRedeemed: boolean;
}

/** A device that waits for somebody to sign in elsewhere. */
export interface DeviceRequest {
  readonly clientId: string;
  readonly scope: string;
  readonly userCode: string;
  readonly expiresMs: number;
  state: { readonly kind: 'waiting' | 'declined' } | { readonly kind: 'approved'; readonly userId: string };
}

const codeLifetimeMs = 10 * 60_000;
export const deviceLifetimeSeconds = 15 * 60;
/** Letters and digits that nobody mistakes for one another. */
const userCodeLetters = 'BCDFGHJKLMNPQRSTVWXYZ23456789';

/** Sign-ins that began in a browser and end at the token endpoint. They live minutes, so they are not part of the state. */
export class SignIns {
  readonly #clock: Clock;
  readonly #codes = new Map<string, IssuedCode>();
  readonly #devices = new Map<string, DeviceRequest>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A code for the person, good once, for ten minutes and for this request alone. */
  issueCode(request: CodeRequest, userId: string): string {
    this.#forget();
    const code = randomBytes(48).toString('base64url');
    this.#codes.set(code, {
      ...request,
      userId,
      expiresMs: this.#clock.now() + codeLifetimeMs,
      isRedeemed: false,
    });
    return code;
  }

  /**
   * Who signed in, and what was asked for then. Throws EntraError: 9002313 malformed, 54005 redeemed, 70008 expired,
   * 50148/501481 wrong verifier, 700005/50011 other client or redirect.
   * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
   */
  redeemCode(
    code: string,
    given: { clientId: string; redirectUri: string | null; verifier: string | null },
  ): IssuedCode {
    const issued = this.#codes.get(code);
    if (!issued) throw entraErrors.invalidGrant(9002313, 'Invalid request. Request is malformed or invalid.');
    if (issued.clientId.toLowerCase() !== given.clientId.toLowerCase()) {
      throw entraErrors.invalidGrant(
        700005,
        'The provided authorization code is intended to be used against another application.',
      );
    }
    if (issued.isRedeemed) {
      throw entraErrors.invalidGrant(
        54005,
        'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
      );
    }
    if (issued.expiresMs <= this.#clock.now()) {
      throw entraErrors.invalidGrant(
        70008,
        'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
      );
    }
    if (issued.redirectUri !== given.redirectUri) {
      throw new EntraError(
        400,
        'invalid_client',
        500112,
        'The reply address does not match the reply address provided when requesting the authorization code.',
      );
    }
    checkVerifier(issued, given.verifier);
    issued.isRedeemed = true;
    return issued;
  }

  beginDevice(clientId: string, scope: string): { deviceCode: string; request: DeviceRequest } {
    this.#forget();
    const deviceCode = randomBytes(48).toString('base64url');
    const userCode = Array.from({ length: 9 }, () => userCodeLetters[randomInt(userCodeLetters.length)]).join(
      '',
    );
    const expiresMs = this.#clock.now() + deviceLifetimeSeconds * 1000;
    const request: DeviceRequest = { clientId, scope, userCode, expiresMs, state: { kind: 'waiting' } };
    this.#devices.set(deviceCode, request);
    return { deviceCode, request };
  }

  /** The waiting device with this code, as somebody typed it. */
  deviceByUserCode(typed: string): DeviceRequest | undefined {
    const code = typed.replaceAll(/[\s-]/g, '').toUpperCase();
    return [...this.#devices.values()].find(
      ({ userCode, state, expiresMs }) =>
        userCode === code && state.kind === 'waiting' && expiresMs > this.#clock.now(),
    );
  }

  /** The device's request once approved. Throws authorization_pending, expired_token, authorization_declined. */
  redeemDevice(deviceCode: string, clientId: string): { userId: string; scope: string } {
    const request = this.#devices.get(deviceCode);
    if (!request || request.clientId.toLowerCase() !== clientId.toLowerCase()) {
      throw new EntraError(
        400,
        'bad_verification_code',
        70018,
        'Invalid verification code. User typed in the wrong user code for device code flow.',
      );
    }
    if (request.expiresMs <= this.#clock.now()) {
      throw new EntraError(
        400,
        'expired_token',
        70020,
        'The provided value for the input parameter device_code is not valid. This device code has expired.',
      );
    }
    switch (request.state.kind) {
      case 'waiting':
        throw new EntraError(
          400,
          'authorization_pending',
          70016,
          'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
        );
      case 'declined':
        throw new EntraError(
          400,
          'authorization_declined',
          70019,
          'The end user denied the authorization request.',
        );
      case 'approved':
        this.#devices.delete(deviceCode);
        return { userId: request.state.userId, scope: request.scope };
    }
  }

  clear(): void {
    this.#codes.clear();
    this.#devices.clear();
  }

  /** Redeemed and expired codes are told apart for a while longer, then forgotten. */
  #forget(): void {
    const before = this.#clock.now() - 3_600_000;
    for (const [code, { expiresMs }] of this.#codes) if (expiresMs < before) this.#codes.delete(code);
    for (const [code, { expiresMs }] of this.#devices) if (expiresMs < before) this.#devices.delete(code);
  }
}

/** RFC 7636. */
function checkVerifier(issued: CodeRequest, verifier: string | null): void {
  if (issued.challenge === undefined) return;
  if (!verifier)
    throw entraErrors.invalidGrant(
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
  const proof =
    issued.challengeMethod?.toUpperCase() === 'S256'
      ? createHash('sha256').update(verifier).digest('base64url')
      : verifier;
  if (proof !== issued.challenge) {
    throw entraErrors.invalidGrant(
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
  }
}
