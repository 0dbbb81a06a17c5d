import 'server-only';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';

declare global {
  /** Made by the server itself when it was given none. */
  var keylessLocalSecret: string | undefined;
  /** Links that were exchanged, by nonce, with the time they would have ended at. */
  var keylessUsedLinks: Map<string, number> | undefined;
}

/** A link that nobody opened within an hour is worth nothing in a terminal's history. */
const linkLifetimeMs = 60 * 60 * 1000;
const sessionLifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** Null when there is none: then nobody is let in. */
function localSecret(): string | null {
  return env().KEYLESS_LOCAL_SECRET || globalThis.keylessLocalSecret || null;
}

/** Makes a secret for a server that was started without one. True when it did. */
export function ensureLocalSecret(): boolean {
  if (localSecret() !== null) return false;
  globalThis.keylessLocalSecret = randomBytes(32).toString('base64url');
  return true;
}

/** Cookies do not know ports: two portals on one machine would otherwise overwrite each other's. */
export function sessionCookieName(): string {
  return `keyless-session-${env().PORT}`;
}

/** The token of a link that can be exchanged once for a session. `now`: epoch milliseconds. */
export function newLinkToken(now = Date.now()): string {
  return newToken('link', now + linkLifetimeMs);
}

/** The value of a session cookie. */
export function newSession(now = Date.now()): string {
  return newToken('session', now + sessionLifetimeMs);
}

/** True the first time a link of ours is given before it ends; from then on it is used up. */
export function takeLink(token: string, now = Date.now()): boolean {
  const link = readToken('link', token, now);
  if (link === null) return false;
  globalThis.keylessUsedLinks ??= new Map();
  const used = globalThis.keylessUsedLinks;
  if (used.has(link.nonce)) return false;
  for (const [nonce, endsAt] of used) if (endsAt <= now) used.delete(nonce);
  used.set(link.nonce, link.endsAt);
  return true;
}

/** Whether a Cookie header carries a session. Any of several will do: other programs of the host name can add some. */
export function hasSession(cookieHeader: string | null, now = Date.now()): boolean {
  const prefix = `${sessionCookieName()}=`;
  return (cookieHeader ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith(prefix))
    .some((cookie) => readToken('session', cookie.slice(prefix.length), now) !== null);
}

/** `<end in base 36>.<nonce>.<HMAC-SHA-256>`, all of it safe in a path and a cookie. scripts/start/session-link.mjs makes links too. */
function newToken(purpose: 'link' | 'session', endsAt: number): string {
  const secret = localSecret();
  if (secret === null) throw new Error('The portal has no local secret.');
  const body = `${endsAt.toString(36)}.${randomBytes(16).toString('base64url')}`;
  return `${body}.${sign(secret, purpose, body)}`;
}

function readToken(
  purpose: 'link' | 'session',
  token: string,
  now: number,
): { nonce: string; endsAt: number } | null {
  const secret = localSecret();
  const match = /^(([0-9a-z]{1,10})\.([\w-]{22}))\.([\w-]{43})$/.exec(token);
  if (secret === null || !match) return null;
  const [, body = '', end = '', nonce = '', signature = ''] = match;
  const expected = Buffer.from(sign(secret, purpose, body));
  if (!timingSafeEqual(expected, Buffer.from(signature))) return null;
  const endsAt = Number.parseInt(end, 36);
  return endsAt > now ? { nonce, endsAt } : null;
}

function sign(secret: string, purpose: string, body: string): string {
  return createHmac('sha256', secret).update(`${purpose}.${body}`).digest('base64url');
}
