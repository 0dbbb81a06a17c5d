import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { required } from './core/test-support.ts';

const readySchema = z.object({
  resourceManager: z.string(),
  authority: z.string(),
  adfsAuthority: z.string(),
  graph: z.string(),
  imds: z.string(),
  proxy: z.string(),
  caFile: z.string(),
  azCloudConfig: z.string(),
  tenantId: z.string(),
  subscriptions: z.array(z.string()),
  subscriptionNames: z.record(z.string(), z.string()),
  servicePrincipals: z.array(
    z.object({ clientId: z.string(), secret: z.string(), certificateFile: z.string() }),
  ),
});
type Ready = z.infer<typeof readySchema>;

/** How often the process is killed under its writers: 100 times by `npm run trials -- --only journal`. */
const kills = inject('trialCount') || 3;

let directory: string;
let running: ChildProcess[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keyless-main-'));
  running = [];
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

function run(...flags: string[]): ChildProcess {
  const script = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, [script, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<Ready> {
  if (!child.stdout) throw new Error('The child has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const parsed = readySchema.parse(JSON.parse(line));
    tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), readFileSync(parsed.caFile, 'utf8')]);
    return parsed;
  }
  throw new Error('The emulator ended before it was ready.');
}

async function failure(child: ChildProcess): Promise<{ status: unknown; text: string }> {
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += String(chunk);
  });
  const [status] = await once(child, 'close');
  return { status, text };
}

async function signIn({ authority, tenantId, servicePrincipals }: Ready): Promise<string> {
  const { clientId, secret } = required(servicePrincipals[0]);
  const response = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope: 'https://management.azure.com/.default',
    }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

/** Names of everything in a list, over all its pages. */
async function namesOf(first: string, authorization: string): Promise<Set<string>> {
  const page = z.object({ value: z.array(z.object({ name: z.string() })), nextLink: z.string().optional() });
  const names = new Set<string>();
  for (let next: string | undefined = first; next !== undefined; ) {
    const { value, nextLink } = page.parse(await (await fetch(next, { headers: { authorization } })).json());
    for (const { name } of value) names.add(name);
    next = nextLink;
  }
  return names;
}

describe('node emulator/main.ts', () => {
  it.each([
    [['--port', 'http'], "--port must be a whole number from 0 to 65535, not 'http'."],
    [['--scenario', 'northwind'], "--scenario must be contoso, empty or scale:VMS, not 'northwind'."],
    [['--host', '0.0.0.0'], "The emulator listens on 127.0.0.1 only, not on '0.0.0.0'"],
    [['--activity-delay', 'late'], "--activity-delay must be a whole number from 0 to 3600000, not 'late'."],
    [['--colour', 'red'], "Unknown option '--colour'"],
  ])('says what is wrong with %s', async (flags, sentence) => {
    const { status, text } = await failure(run(...flags));
    expect(status).toBe(2);
    expect(text).toContain(sentence);
    expect(text).not.toContain('    at ');
  });

  it('prints and writes what a client needs, and ends on SIGTERM', async () => {
    const readyFile = join(directory, 'ready.json');
    // It was there before, for everybody to read.
    writeFileSync(readyFile, '', { mode: 0o644 });
    const child = run('--scenario', 'empty', '--ready-file', readyFile);
    let printedText = '';
    child.stdout?.on('data', (part) => {
      printedText += String(part);
    });
    const printed = await ready(child);
    const written = JSON.parse(readFileSync(readyFile, 'utf8'));
    expect(readySchema.parse(written)).toEqual(printed);
    expect(Buffer.from(written.controlSecret, 'base64url').length).toBe(32);
    expect(printedText).not.toContain(written.controlSecret);
    expect(statSync(readyFile).mode & 0o077).toBe(0);
    expect(JSON.parse(readFileSync(printed.azCloudConfig, 'utf8'))).toMatchObject({
      endpoints: { activeDirectory: printed.adfsAuthority, microsoftGraphResourceId: `${printed.graph}/` },
    });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it(
    'keeps every acknowledged write through kill -9',
    async () => {
      const flags = ['--scenario', 'empty', '--state', join(directory, 'state')];
      const acknowledged: string[] = [];
      for (let round = 1; round <= kills; round += 1) {
        const child = run(...flags);
        const exited = once(child, 'exit');
        const endpoints = await ready(child);
        const authorization = `Bearer ${await signIn(endpoints)}`;
        const groups = `${endpoints.resourceManager}/subscriptions/${required(endpoints.subscriptions[0])}/resourcegroups`;
        const url = (name: string): string => `${groups}/${name}?api-version=2021-04-01`;
        const kept = await namesOf(`${groups}?api-version=2021-04-01`, authorization);
        expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
        // Eight writers at once share fsyncs; the process is killed under them.
        const writer = async (lane: number): Promise<void> => {
          for (let number = 0; ; number += 1) {
            const name = `rg-${round}-${lane}-${number}`;
            const response = await fetch(url(name), {
              method: 'PUT',
              headers: { authorization, 'content-type': 'application/json' },
              body: JSON.stringify({ location: 'westeurope' }),
            });
            if (response.status === 201) acknowledged.push(name);
            if (acknowledged.length >= 25 * round) child.kill('SIGKILL');
          }
        };
        await Promise.allSettled(Array.from({ length: 8 }, (_, lane) => writer(lane)));
        await exited;
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(25 * kills);
    },
    5_000 + kills * 5_000,
  );

  it('ends with the process it was told to watch', async () => {
    const parent = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    running.push(parent);
    const child = run('--scenario', 'empty', '--parent', String(parent.pid));
    await ready(child);
    parent.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
