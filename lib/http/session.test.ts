import { expect, it } from 'vitest';
import {
  ensureLocalSecret,
  hasSession,
  newLinkToken,
  newSession,
  sessionCookieName,
  takeLink,
} from './session';

ensureLocalSecret();
const secret = globalThis.keylessLocalSecret ?? '';
const hour = 3_600_000;
const cookie = (value: string) => `theme=dark; ${sessionCookieName()}=${value}`;

it('has a secret of at least 256 bits', () => {
  expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(32);
  expect(ensureLocalSecret()).toBe(false);
});

it('takes a link once, and not after an hour', () => {
  const now = Date.now();
  const token = newLinkToken(now);
  expect(takeLink(token, now + hour - 1)).toBe(true);
  expect(takeLink(token, now)).toBe(false);
  expect(takeLink(newLinkToken(now), now + hour)).toBe(false);
});

it('takes nothing that was changed or made up', () => {
  const token = newLinkToken();
  const [end = '', nonce = '', signature = ''] = token.split('.');
  const later = (Number.parseInt(end, 36) + hour).toString(36);
  for (const forged of [
    '',
    '.',
    '..',
    `${later}.${nonce}.${signature}`,
    `${end}.${nonce}.${'A'.repeat(43)}`,
    `${token}A`,
    newSession(),
  ])
    expect(takeLink(forged)).toBe(false);
  expect(takeLink(token)).toBe(true);
});

it('knows its own sessions for a week, and no link as one', () => {
  const now = Date.now();
  const session = newSession(now);
  expect(hasSession(cookie(session), now)).toBe(true);
  expect(hasSession(`${cookie('planted')}; ${cookie(session)}`, now)).toBe(true);
  expect(hasSession(cookie(session), now + 7 * 24 * hour)).toBe(false);
  expect(hasSession(cookie(newLinkToken(now)), now)).toBe(false);
  expect(hasSession(`keyless-session-1=${session}`, now)).toBe(false);
  expect(hasSession(null)).toBe(false);
});
