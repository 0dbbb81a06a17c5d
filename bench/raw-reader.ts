import { readFileSync } from 'node:fs';
import https from 'node:https';
import { z } from 'zod';
import type { Emulator } from '../e2e/environment/emulator.ts';

/** What was read, without the pages that follow from a page before. */
export interface RawRequest {
  method: string;
  /** Path and query: the host is the emulator's of the moment. */
  path: string;
  body: string;
}

const exchangeSchema = z.object({
  req: z.object({ method: z.string(), uri: z.string(), body: z.unknown().optional() }),
});
const pageSchema = z.looseObject({
  nextLink: z.string().optional(),
  '@odata.nextLink': z.string().optional(),
});

/** The requests of a recorded run that start a list: reads of Resource Manager and Graph, in their order. */
export function recordedRequests(file: string): RawRequest[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => exchangeSchema.parse(JSON.parse(line)).req)
    .filter(({ uri }) => !/skip_?token/i.test(uri) && !/\/oauth2\//.test(uri))
    .map(({ method, uri, body }) => {
      const { pathname, search } = new URL(uri);
      return { method, path: pathname + search, body: body === undefined ? '' : JSON.stringify(body) };
    });
}

/**
 * The least a client must do for the same lists: plain HTTPS over kept-alive connections, `concurrency` lists at a
 * time, following each nextLink, parsing each answer and dropping it. Returns milliseconds.
 */
export async function readRaw(
  emulator: Emulator,
  requests: readonly RawRequest[],
  concurrency: number,
): Promise<number> {
  const ca = readFileSync(emulator.ready.caFile);
  const agent = new https.Agent({ keepAlive: true, maxSockets: concurrency, ca });
  const tokens = {
    arm: await signIn(emulator, 'https://management.azure.com/.default', agent),
    graph: await signIn(emulator, 'https://graph.microsoft.com/.default', agent),
  };
  const waiting = [...requests];
  const startedAt = performance.now();
  const worker = async () => {
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      const token = /^\/(v1\.0|beta)\//.test(request.path) ? tokens.graph : tokens.arm;
      await readPages(emulator, request, token, agent);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const tookMs = performance.now() - startedAt;
  agent.destroy();
  return tookMs;
}

async function readPages(
  emulator: Emulator,
  first: RawRequest,
  token: string,
  agent: https.Agent,
): Promise<void> {
  let request: RawRequest | undefined = first;
  while (request) {
    const text = await send(
      emulator,
      request,
      { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      agent,
    );
    const page = pageSchema.safeParse(text === '' ? {} : JSON.parse(text));
    const next = page.data?.nextLink ?? page.data?.['@odata.nextLink'];
    const url: URL | undefined = next ? new URL(next) : undefined;
    request = url && { method: 'GET', path: url.pathname + url.search, body: '' };
  }
}

async function signIn(emulator: Emulator, scope: string, agent: https.Agent): Promise<string> {
  const { upn, password } = emulator.person('owner');
  const form = new URLSearchParams({
    grant_type: 'password',
    client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    username: upn,
    password,
    scope,
  });
  const path = `/${emulator.ready.tenantId}/oauth2/v2.0/token`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const text = await send(emulator, { method: 'POST', path, body: form.toString() }, headers, agent);
  return z.object({ access_token: z.string() }).parse(JSON.parse(text)).access_token;
}

function send(
  emulator: Emulator,
  request: RawRequest,
  headers: Record<string, string>,
  agent: https.Agent,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const url = new URL(request.path, emulator.ready.resourceManager);
    const call = https.request(url, { method: request.method, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
      response.on('error', reject);
    });
    call.once('error', reject);
    call.end(request.body);
  });
}
