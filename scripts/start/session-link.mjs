import { createHmac, randomBytes } from 'node:crypto';

const lifetimeMs = 60 * 60 * 1000;

/** The key behind the session links and cookies of one start: 256 bits, base64url. */
export function newLocalSecret() {
  return randomBytes(32).toString('base64url');
}

/** A token the portal exchanges once, within an hour, for a session. The portal reads it in lib/http/session.ts. */
export function linkToken(secret) {
  const body = `${(Date.now() + lifetimeMs).toString(36)}.${randomBytes(16).toString('base64url')}`;
  return `${body}.${createHmac('sha256', secret).update(`link.${body}`).digest('base64url')}`;
}

/** The address that signs a browser in, once. */
export function sessionLink(port, secret) {
  return `http://localhost:${port}/session/${linkToken(secret)}`;
}
