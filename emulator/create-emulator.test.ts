import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { required } from './core/test-support.ts';
import { createEmulator, type Emulator } from './create-emulator.ts';

let emulator: Emulator;
let token: string;

async function signIn(target: Emulator, scope = 'https://management.azure.com/.default'): Promise<string> {
  const { authority, tenantId, servicePrincipals } = target.endpoints;
  const { clientId, secret } = required(servicePrincipals[0]);
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope };
  const response = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token } = await response.json();
  return access_token;
}

function get(path: string, target = emulator, bearer = token): Promise<Response> {
  return fetch(`${target.endpoints.resourceManager}${path}`, {
    headers: { authorization: `Bearer ${bearer}` },
  });
}

function control(path: string, body?: unknown, method = 'POST'): Promise<Response> {
  return fetch(`${emulator.endpoints.resourceManager}/_emulator/${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-emulator-secret': emulator.endpoints.controlSecret },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const subscriptions = '/subscriptions?api-version=2022-12-01';

beforeAll(async () => {
  emulator = await createEmulator({ scenario: 'empty' });
  tls.setDefaultCACertificates([...tls.getCACertificates(), emulator.caPem]);
  token = await signIn(emulator);
});
afterEach(() => emulator.faults.clear());
afterAll(() => emulator.close());

describe('the port', () => {
  it('shows a certificate for loopback and the public names, valid for at most 397 days', () => {
    const { caFile } = emulator.endpoints;
    const server = new X509Certificate(
      readFileSync(join(caFile, '..', 'server.pem'), 'utf8').replace(
        /^[\s\S]*?(?=-----BEGIN CERTIFICATE)/,
        '',
      ),
    );
    expect(server.subjectAltName).toMatch(
      /DNS:localhost.*DNS:management\.azure\.com.*IP Address:127\.0\.0\.1/,
    );
    const days = (Date.parse(server.validTo) - Date.parse(server.validFrom)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(397);
    expect(statSync(join(caFile, '..', 'server.pem')).mode & 0o077).toBe(0);
  });

  it('serves doubled slashes instead of redirecting them', async () => {
    const response = await fetch(`${emulator.endpoints.resourceManager}/${subscriptions}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
    });
    expect(response.status).toBe(200);
  });

  it('answers on 127.0.0.1 as well, and links back the way the client came', async () => {
    const url = emulator.endpoints.resourceManager.replace('localhost', '127.0.0.1');
    const response = await fetch(`${url}/metadata/endpoints?api-version=2022-09-01`);
    expect(await response.json()).toMatchObject([
      { resourceManager: url, authentication: { loginEndpoint: `${url}/adfs` } },
    ]);
  });

  it('refuses a body above 4 MB', async () => {
    const bearer = await signIn(emulator, 'https://graph.microsoft.com/.default');
    const response = await fetch(`${emulator.endpoints.graph}/v1.0/directoryObjects/getByIds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: 'a'.repeat(5 * 1024 * 1024),
    });
    expect(response.status).toBe(413);
  });

  it('lets several emulators live side by side, which do not accept each other’s tokens', async () => {
    const other = await createEmulator({ scenario: 'empty', seed: 2 });
    try {
      expect(other.endpoints.tenantId).not.toBe(emulator.endpoints.tenantId);
      const refused = await get(subscriptions, other);
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({ error: { code: 'InvalidAuthenticationTokenTenant' } });
    } finally {
      await other.close();
    }
  });
});

describe('faults', () => {
  it('throttle the next requests, then end', async () => {
    await control('faults', { kind: '429', count: 2, retryAfterSeconds: 7, match: '^/subscriptions' });
    const first = await get(subscriptions);
    expect(first.status).toBe(429);
    expect(first.headers.get('retry-after')).toBe('7');
    expect((await get(subscriptions)).status).toBe(429);
    expect((await get(subscriptions)).status).toBe(200);
  });

  it.each([
    ['500', 500, 'InternalServerError'],
    ['403', 403, 'AuthorizationFailed'],
  ] as const)('answer %s', async (kind, status, code) => {
    emulator.faults.add({ kind });
    const response = await get(subscriptions);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('break the connection', async () => {
    emulator.faults.add({ kind: 'reset' });
    await expect(get(subscriptions)).rejects.toThrow('fetch failed');
  });

  it('end the answer in the middle of its body', async () => {
    emulator.faults.add({ kind: 'truncate' });
    const response = await get(subscriptions);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('strike the instance metadata service when they name it', async () => {
    emulator.faults.add({ kind: '500', match: '/metadata/' });
    const url = `${emulator.endpoints.imds}/none/metadata/instance`;
    expect((await fetch(url)).status).toBe(500);
    expect((await fetch(url)).status).not.toBe(500);
  });

  it('leave a request without an answer until the client gives up', async () => {
    emulator.faults.add({ kind: 'stall' });
    const stalled = fetch(`${emulator.endpoints.resourceManager}${subscriptions}`, {
      signal: AbortSignal.timeout(200),
    });
    await expect(stalled).rejects.toThrow(/abort|timeout/i);
  });

  it('are refused when they are not well formed', async () => {
    const response = await control('faults', { kind: 'teapot' });
    expect(response.status).toBe(400);
  });
});

describe('the controls', () => {
  it('count calls to Azure Resource Manager by route', async () => {
    await control('requests', {});
    await get(subscriptions);
    await get(subscriptions);
    const counts = await (await control('requests', undefined, 'GET')).json();
    expect(counts).toEqual({ total: 2, byRoute: { 'GET /subscriptions': 2 } });
    expect(emulator.requests()).toBe(2);
  });

  it('move the clock, so that tokens end', async () => {
    const lasting = await signIn(emulator);
    await control('clock', { advanceMs: 2 * 3600 * 1000 });
    const response = await get(subscriptions, emulator, lasting);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'ExpiredAuthenticationToken' } });
    token = await signIn(emulator);
  });

  it('give the ready file', async () => {
    expect(await (await control('ready', undefined, 'GET')).json()).toEqual(emulator.endpoints);
  });

  it.each([
    ['no secret', {}],
    ['another secret', { 'x-emulator-secret': 'x'.repeat(43) }],
  ])('answer nobody with %s', async (_what, headers: Record<string, string>) => {
    for (const [method, path] of [
      ['GET', 'ready'],
      ['GET', 'clock'],
      ['POST', 'reset'],
      ['DELETE', 'faults'],
      ['GET', 'nothing'],
    ]) {
      const response = await fetch(`${emulator.endpoints.resourceManager}/_emulator/${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
      });
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain(emulator.endpoints.controlSecret);
    }
  });

  it('answer loopback names only', async () => {
    const { port } = new URL(emulator.endpoints.resourceManager);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      httpsRequest(
        {
          port,
          host: 'localhost',
          servername: 'localhost',
          path: '/_emulator/ready',
          headers: { host: 'evil.example', 'x-emulator-secret': emulator.endpoints.controlSecret },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe('limits', () => {
  it('refuse with 429 and Retry-After when asked to, until the bucket has filled again', async () => {
    const strict = await createEmulator({ scenario: 'empty', throttle: true });
    try {
      strict.clock.freeze();
      const bearer = await signIn(strict);
      const path = subscriptions.replace('?', `/${required(strict.endpoints.subscriptions[0])}?`);
      const statuses: number[] = [];
      for (let count = 0; count < 250; count += 1) statuses.push((await get(path, strict, bearer)).status);
      expect(new Set(statuses)).toEqual(new Set([200]));
      const refused = await get(path, strict, bearer);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
      expect(await refused.json()).toMatchObject({ error: { code: 'SubscriptionRequestsThrottled' } });
      strict.clock.advance(1000);
      expect(
        (await get(path, strict, bearer)).headers.get('x-ms-ratelimit-remaining-subscription-reads'),
      ).toBe('24');
    } finally {
      await strict.close();
    }
  });
});

describe('a kept state', () => {
  it('survives a restart, together with tokens, people and the signing key', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'keyless-state-'));
    try {
      const first = await createEmulator({ scenario: 'empty', seed: 3, stateDir });
      const before = await signIn(first);
      first.world.resourceGroups.put({ subscriptionId: 's', name: 'kept', location: 'westeurope', tags: {} });
      await first.close();
      const second = await createEmulator({ scenario: 'empty', seed: 99, stateDir });
      expect(second.world.resourceGroups.get('s/kept')).toMatchObject({ name: 'kept' });
      expect(second.endpoints.people).toEqual(first.endpoints.people);
      expect((await get(subscriptions, second, before)).status).toBe(200);
      await expect(createEmulator({ scenario: 'empty', stateDir })).rejects.toThrow('in use');
      second.reset();
      expect(second.world.resourceGroups.get('s/kept')).toBeUndefined();
      await second.close();
    } finally {
      rmSync(stateDir, { recursive: true, force: true });
    }
  });

  it('records exchanges without the bearer token', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'keyless-record-'));
    const recordFile = join(directory, 'traffic.jsonl');
    const recording = await createEmulator({ scenario: 'empty', recordFile });
    await get(subscriptions, recording, await signIn(recording));
    await recording.close();
    const text = readFileSync(recordFile, 'utf8');
    rmSync(directory, { recursive: true, force: true });
    expect(JSON.parse(text)).toMatchObject({
      req: { method: 'GET', uri: expect.stringContaining('/subscriptions?api-version=') },
      res: { status: 200, body: { value: [expect.anything()] } },
    });
    expect(text).not.toContain('Bearer');
  });
});
