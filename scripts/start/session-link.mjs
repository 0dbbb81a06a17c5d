import { createHmac, randomBytes } from 'node:crypto';

const lifetimeMs = 60 * 60 * 1000;

/** The key behind the session links and cookies of one start: 256 bits, base64url. */
export function newLocalSecret() {
  return randomBytes(32).toString('base64url');
}

/** What the portal takes within an hour as a `link` (once) or a `session`. It reads them in lib/http/session.ts. */
function token(purpose, secret) {
  const body = `${(Date.now() + lifetimeMs).toString(36)}.${randomBytes(16).toString('base64url')}`;
  return `${body}.${createHmac('sha256', secret).update(`${purpose}.${body}`).digest('base64url')}`;
}

/** The path that signs a browser in, once. */
export function sessionPath(secret) {
  return `/session/${token('link', secret)}`;
}

/** The same as an address of the portal on this machine. */
export function sessionLink(port, secret) {
  return `http://localhost:${port}${sessionPath(secret)}`;
}

/** A Cookie header, for programs that hold the secret anyway. */
export function sessionCookie(port, secret) {
  return `keyless-session-${port}=${token('session', secret)}`;
}
