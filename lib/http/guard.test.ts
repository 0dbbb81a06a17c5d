import { describe, expect, it, vi } from 'vitest';
import { AzureError } from '@/lib/arm/azure-error';
import { BadRequest, guarded } from './guard';
import { sessionCookie } from './testing/session-cookie';

const cookie = sessionCookie();

function ask(headers: Record<string, string>, handle = async () => new Response('fine')) {
  return guarded(handle)(new Request('http://portal/api', { headers: { cookie, ...headers } }), undefined);
}

const fault = { message: 'No.', requestId: 'r', during: 'List', at: 1, retryAfterSeconds: 0 };

describe('the guard of /api', () => {
  it.each(['localhost:3000', '127.0.0.1', '[::1]:8080', 'LOCALHOST'])('answers under %s', async (host) => {
    expect((await ask({ host })).status).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:3000', ''])(
    'does not answer under “%s”',
    async (host) => {
      const response = await ask({ host });
      expect(response.status).toBe(421);
      expect(await response.json()).toMatchObject({ fault: { code: 'ForeignHost' } });
    },
  );

  it('answers its own pages and nobody else’s', async () => {
    expect((await ask({ host: 'localhost', 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask({ host: 'localhost', 'sec-fetch-site': site })).status).toBe(403);
    }
  });

  it.each([
    ['AuthorizationFailed', 403, 403],
    ['SignInFailed', 0, 401],
    ['Unreachable', 0, 502],
    ['TooManyRequests', 429, 429],
    ['InternalServerError', 500, 502],
    ['ExpiredAuthenticationToken', 401, 502],
  ])('says %s of Azure', async (code, status, expected) => {
    const response = await ask({ host: 'localhost' }, () =>
      Promise.reject(new AzureError({ ...fault, code, status })),
    );
    expect(response.status).toBe(expected);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ fault: { ...fault, code, status } });
  });

  it('never lets a stack out', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const response = await ask({ host: 'localhost' }, () => Promise.reject(new Error('secret detail')));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret detail');
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
    expect(
      (await ask({ host: 'localhost' }, () => Promise.reject(new BadRequest('No such table.')))).status,
    ).toBe(400);
  });

  it.each(['', 'other=1', 'keyless-session-3000=x', `${cookie}0`, `x${cookie}`])(
    'does not answer without a session: “%s”',
    async (sent) => {
      const response = await ask({ host: 'localhost', cookie: sent });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ fault: { code: 'NoSession' } });
    },
  );

  it('ends an event stream when its session has ended', async () => {
    const beats = new TransformStream<Uint8Array, Uint8Array>();
    const writer = beats.writable.getWriter();
    const response = await ask({ host: 'localhost' }, async () => {
      return new Response(beats.readable, {
        headers: { 'content-type': 'text/event-stream; charset=utf-8' },
      });
    });
    const reader = response.body?.getReader();
    const beat = new TextEncoder().encode(': still here\n\n');
    void writer.write(beat);
    expect(await reader?.read()).toEqual({ done: false, value: beat });
    vi.useFakeTimers({ now: Date.now() + 8 * 24 * 3600 * 1000, toFake: ['Date'] });
    void writer.write(beat);
    expect(await reader?.read()).toEqual({ done: true, value: undefined });
    // The source is told, so that it stops its heartbeat.
    await expect(writer.closed).rejects.toBeDefined();
    vi.useRealTimers();
  });
});
