import { ensureLocalSecret, newSession, sessionCookieName } from '@/lib/http/session';

/** A Cookie header as the operator's own browser sends it. */
export function sessionCookie(): string {
  ensureLocalSecret();
  return `${sessionCookieName()}=${newSession()}`;
}
