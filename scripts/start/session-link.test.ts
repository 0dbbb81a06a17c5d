import { expect, it } from 'vitest';
import { ensureLocalSecret, hasSession, takeLink } from '@/lib/http/session';
import { newLocalSecret, sessionCookie, sessionLink } from './session-link.mjs';

ensureLocalSecret();
const secret = globalThis.keylessLocalSecret ?? '';

function tokenOf(link: string): string {
  expect(link).toMatch(/^http:\/\/localhost:3000\/session\//);
  return link.slice('http://localhost:3000/session/'.length);
}

it('makes links the portal takes, once', () => {
  const token = tokenOf(sessionLink(3000, secret));
  expect(takeLink(token)).toBe(true);
  expect(takeLink(token)).toBe(false);
  expect(takeLink(tokenOf(sessionLink(3000, newLocalSecret())))).toBe(false);
});

it('makes cookies the portal takes', () => {
  expect(hasSession(sessionCookie(3000, secret))).toBe(true);
  expect(hasSession(sessionCookie(3001, secret))).toBe(false);
  expect(hasSession(sessionCookie(3000, newLocalSecret()))).toBe(false);
});

it('makes secrets of at least 256 bits', () => {
  expect(Buffer.from(newLocalSecret(), 'base64url').length).toBeGreaterThanOrEqual(32);
});
