import { describe, expect, it, vi } from 'vitest';
import { env } from '@/lib/env';
import { type Knock, refusalOf } from './knock';
import { sessionCookie } from './testing/session-cookie';

vi.stubEnv('KEYLESS_ALLOWED_HOSTS', 'portal.example, ops.example:8443');
env();

const cookie = sessionCookie();
const own = { host: 'localhost:3000', cookie };

function knock(method: string, headers: Record<string, string>, kind: Knock['kind'] = 'api') {
  return refusalOf({ method, headers: new Headers(headers), kind })?.code ?? 'answered';
}

describe('who may knock', () => {
  it.each([
    ['localhost:3000', 'http://localhost:3000'],
    ['localhost:3000', 'http://127.0.0.1:3000'],
    ['127.0.0.1:3000', 'http://localhost:3000'],
    ['LOCALHOST:3000', 'http://localhost:3000'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['localhost', 'http://localhost'],
    ['portal.example', 'https://portal.example'],
    ['localhost:3000', 'https://portal.example'],
    ['ops.example:8443', 'https://ops.example:8443'],
  ])('host %s with origin %s', (host, origin) => {
    expect(knock('POST', { ...own, host, origin })).toBe('answered');
    expect(knock('GET', { ...own, host, origin })).toBe('answered');
  });

  it.each([
    'null',
    '',
    'http://evil.example',
    'http://localhost:3001',
    'http://[::1]:3000',
    'http://localhost:3000/',
    'http://localhost:3000.evil.example',
    'http://localhost:3000@evil.example',
    'http://evil.example:3000',
    'file://',
    'localhost:3000',
    'http://LOCALHOST:3000',
    'http://',
    '://',
    'http://%',
    'https://portal.example:8443',
    'https://ops.example',
  ])('never the origin “%s”', (origin) => {
    const sites: Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const site of sites) {
      for (const method of ['POST', 'GET', 'DELETE'])
        expect(knock(method, { ...own, origin, ...site })).toBe('ForeignOrigin');
    }
  });

  it('a read without an origin, a write never', () => {
    for (const method of ['GET', 'HEAD']) expect(knock(method, own)).toBe('answered');
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect(knock(method, { ...own, 'sec-fetch-site': 'same-origin' })).toBe('ForeignOrigin');
  });

  it('only who asks for a name of the portal, whatever is said to be forwarded', () => {
    const lies = { 'x-forwarded-host': 'localhost:3000', forwarded: 'host=localhost:3000' };
    for (const host of ['evil.example', 'evil.example:3000', 'localhost.evil.example', 'xportal.example', ''])
      expect(knock('GET', { ...own, host, ...lies })).toBe('ForeignHost');
    expect(knock('POST', { ...own, origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' })).toBe(
      'ForeignOrigin',
    );
  });

  it('pages by a link from another site, nothing else by another site', () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(knock('GET', { ...own, ...link }, 'page')).toBe('answered');
    expect(knock('GET', { ...own, ...link }, 'api')).toBe('CrossSite');
    expect(knock('GET', { ...own, ...link, 'sec-fetch-dest': 'iframe' }, 'page')).toBe('CrossSite');
    expect(knock('GET', { ...own, ...link, 'sec-fetch-mode': 'cors' }, 'page')).toBe('CrossSite');
    expect(knock('POST', { ...own, ...link, origin: 'http://localhost:3000' }, 'page')).toBe('CrossSite');
    expect(knock('GET', { ...own, 'sec-fetch-site': 'same-site' }, 'public')).toBe('CrossSite');
  });

  it('with a session, unless it is public', () => {
    const { host } = own;
    expect(knock('GET', { host }, 'page')).toBe('NoSession');
    expect(knock('GET', { host }, 'api')).toBe('NoSession');
    expect(knock('GET', { host }, 'public')).toBe('answered');
    expect(knock('GET', { host: 'evil.example' }, 'public')).toBe('ForeignHost');
  });
});
