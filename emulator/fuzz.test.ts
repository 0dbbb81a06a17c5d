import https from 'node:https';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { Clock } from './core/contract/clock.ts';
import { required } from './core/test-support.ts';
import { createEmulator, type Emulator } from './create-emulator.ts';
import { providers } from './providers/registry.ts';
import { Random } from './scenarios/estate/random.ts';
import { type FuzzRequest, type FuzzWords, fuzzRequest } from './testing/fuzz-request.ts';

/** `npm run trials -- --only fuzz` sends 20,000. */
const requests = inject('trialCount') || 4000;
const atOnce = 16;
const hangMs = 2000;

const armErrorSchema = z.object({ error: z.object({ code: z.string().min(1), message: z.string().min(1) }) });
/** Azure Monitor leaves the envelope out. */
const insightsErrorSchema = z.object({ code: z.literal('BadRequest'), message: z.string().min(1) });
const oauthErrorSchema = z.object({ error: z.string().min(1), error_description: z.string().min(1) });

let emulator: Emulator;
let agent: https.Agent;
let words: FuzzWords;

async function tokenFor(resource: string): Promise<string> {
  const { authority, tenantId, servicePrincipals } = emulator.endpoints;
  const { clientId, secret } = required(servicePrincipals[0]);
  const reply = await send({
    method: 'POST',
    path: `/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope: `${resource}/.default`,
    }).toString(),
  });
  expect(reply.status, authority).toBe(200);
  return z.object({ access_token: z.string() }).parse(JSON.parse(reply.text)).access_token;
}

/** Tokens that must not open anything, and one that opens everything. */
async function tokens(clock: Clock): Promise<{ good: string; bad: string[] }> {
  const expired = await tokenFor('https://management.azure.com');
  clock.advance(3 * 3600_000);
  const good = await tokenFor('https://management.azure.com');
  const graph = await tokenFor('https://graph.microsoft.com');
  const claims = z
    .looseObject({})
    .parse(JSON.parse(Buffer.from(good.split('.')[1] ?? '', 'base64url').toString()));
  const foreign = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode('a key nobody knows, of the length it takes'));
  const [head = '', body = '', signature = ''] = good.split('.');
  const otherTenant = Buffer.from(JSON.stringify({ ...claims, tid: crypto.randomUUID() })).toString(
    'base64url',
  );
  return {
    good,
    bad: [
      expired,
      graph,
      foreign,
      new UnsecuredJWT(claims).encode(),
      `${head}.${otherTenant}.${signature}`,
      `${head}.${body}.${signature.slice(2)}`,
      'not-a-token',
      '',
    ],
  };
}

function send(request: FuzzRequest): Promise<{ status: number; text: string; tookMs: number }> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const { port } = new URL(emulator.endpoints.resourceManager);
    const { method, path, headers } = request;
    // A body without its length would be read as the next request.
    const body = method === 'GET' || method === 'HEAD' ? undefined : request.body;
    const options = { host: '127.0.0.1', servername: 'localhost', port, method, path, headers, agent };
    const outgoing = https.request({ ...options, ca: emulator.caPem, timeout: hangMs }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          tookMs: performance.now() - startedAt,
        }),
      );
      incoming.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer to ${method} ${path}`)));
    outgoing.on('error', reject);
    if (body !== undefined) outgoing.setHeader('content-length', Buffer.byteLength(body));
    outgoing.end(body);
  });
}

beforeAll(async () => {
  const clock = new Clock();
  emulator = await createEmulator({ recordFile: '', scenario: 'contoso', clock });
  agent = new https.Agent({ keepAlive: true, maxSockets: atOnce });
  const { good, bad } = await tokens(clock);
  const { world, endpoints } = emulator;
  words = {
    good,
    bad,
    tenantId: endpoints.tenantId,
    routes: providers.flatMap(({ routes }) => routes.map(({ path }) => path)),
    ids: [...world.resources.values()].map((row) => row.id),
    subscriptions: endpoints.subscriptions,
    groups: [...world.resourceGroups.values()].map((row) => row.name),
    principals: [...world.principals.values()].map((row) => row.objectId),
    roles: [...world.roleDefinitions.values()].map((row) => row.name),
  };
});

afterAll(async () => {
  agent.destroy();
  await emulator.close();
});

it(
  'answers any request as Azure would or refuses it in the shape of its host, and never fails itself',
  async () => {
    const random = new Random('fuzz', inject('trialSeed') || 77);
    const wrong: string[] = [];
    const seen = new Map<number, number>();
    let left = requests;
    const worker = async () => {
      for (; left > 0; left -= 1) {
        const request = fuzzRequest(random, words);
        const { status, text, tookMs } = await send(request);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        const line = `${request.method} ${request.path} ${request.body?.slice(0, 200) ?? ''} → ${status} ${text.slice(0, 300)}`;
        if (status >= 500 && status !== 501) wrong.push(line);
        if (tookMs > hangMs) wrong.push(`${line} after ${Math.round(tookMs)} ms`);
        if (request.isForged && status < 400) wrong.push(`forged token: ${line}`);
        if (status >= 400 && request.method !== 'HEAD' && !hasShape(request, text))
          wrong.push(`shape: ${line}`);
        if (wrong.length > 20) return;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    expect(wrong).toEqual([]);
    // Requests that get somewhere are among them, or nothing but the front door would be tested.
    expect(seen.get(200) ?? 0).toBeGreaterThan(requests / 40);
    for (const status of [400, 401, 404])
      expect(seen.get(status) ?? 0, String(status)).toBeGreaterThan(requests / 200);
  },
  60_000 + requests * 12,
);

function hasShape(request: FuzzRequest, text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return (
      armErrorSchema.safeParse(body).success ||
      (/microsoft\.insights/i.test(request.path) && insightsErrorSchema.safeParse(body).success) ||
      (request.isSignIn === true && oauthErrorSchema.safeParse(body).success)
    );
  } catch {
    return false;
  }
}
