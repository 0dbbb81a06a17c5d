import { expect, it } from 'vitest';
import { ensureLocalSecret, takeLink } from '@/lib/http/session';
import { linkToken, newLocalSecret } from './session-link.mjs';

it('makes links the portal takes, once', () => {
  ensureLocalSecret();
  const token = linkToken(globalThis.keylessLocalSecret ?? '');
  expect(takeLink(token)).toBe(true);
  expect(takeLink(token)).toBe(false);
  expect(takeLink(linkToken(newLocalSecret()))).toBe(false);
});

it('makes secrets of at least 256 bits', () => {
  expect(Buffer.from(newLocalSecret(), 'base64url').length).toBeGreaterThanOrEqual(32);
});
