import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { withoutAzure } from '../scripts/start/environment.mjs';
import { root, startChild } from './environment/child.ts';
import { freePort } from './environment/portal.ts';
import { waitUntil } from './environment/wait-until.ts';

interface Started {
  process: ChildProcess;
  port: number;
  /** What was printed for the person to open. */
  link: string;
  output: () => string;
  /** Everything it started, and what those started. */
  descendants: number[];
  seconds: number;
  ended: Promise<number | null>;
}

/** `npm start` as a person would run it, on a free port. The portal is built already. */
function start(...args: string[]): Promise<Started> {
  return startIn({}, ...args);
}

async function startIn(environment: Record<string, string>, ...args: string[]): Promise<Started> {
  const port = await freePort();
  const startedAt = Date.now();
  const child = spawn(
    process.execPath,
    [path.join(root, 'scripts/start.mjs'), '--port', String(port), ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // What belongs to somebody's real Azure must not get in the way.
      env: {
        ...process.env,
        AZURE_TENANT_ID: 'not-a-tenant',
        AZURE_CLIENT_SECRET: 'real',
        HTTPS_PROXY: 'http://127.0.0.1:9',
        ...environment,
      },
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new RegExp(`^Keyless is ready at (http://localhost:${port}/session/\\S+)$`, 'm');
  await waitUntil(
    () => ready.test(text) || child.exitCode !== null || undefined,
    `Not ready: ${text}`,
    90_000,
  );
  const link = ready.exec(text)?.[1];
  if (link === undefined) throw new Error(text);
  const seconds = (Date.now() - startedAt) / 1000;
  return {
    process: child,
    port,
    link,
    output: () => text,
    descendants: descendantsOf(child.pid ?? 0),
    seconds,
    ended,
  };
}

/** What `npm run link` prints. */
function newLink(port: number): string {
  const script = path.join(root, 'scripts/link.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--port', String(port)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function descendantsOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.filter(([, parent]) => parent === pid).flatMap(([child]) => child ?? []);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function expectAllGone(pids: readonly number[]): Promise<void> {
  expect(pids.length).toBeGreaterThanOrEqual(2);
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} stops the portal and the emulator`, async () => {
    const started = await start();
    expect(started.seconds).toBeLessThan(5);
    started.process.kill(signal);
    expect(await started.ended).toBe(0);
    await expectAllGone(started.descendants);
  });
}

test('even SIGKILL leaves nothing behind', async () => {
  const started = await start();
  started.process.kill('SIGKILL');
  await started.ended;
  await expectAllGone(started.descendants);
});

test('when one of the two ends, the other is stopped and one sentence says why', async () => {
  const started = await start();
  const [first] = started.descendants;
  // There are at least two: the helper above would have failed otherwise.
  process.kill(first ?? 0, 'SIGKILL');
  expect(await started.ended).toBe(1);
  expect(started.output()).toMatch(/The (emulator|portal) stopped unexpectedly \(signal SIGKILL\)/);
  await expectAllGone(started.descendants);
});

test('a person who is not in the scenario is refused with the choices', async () => {
  await expect(start('--as', 'mallory')).rejects.toThrow(
    /Nobody in this scenario is "mallory": choose one of owner, .*nobody\./,
  );
});

test('the printed link opens one session, and npm run link prints another', async ({ page, browser }) => {
  const started = await start();
  await page.goto(started.link);
  await expect(page).toHaveURL(`http://localhost:${started.port}/`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('identities in Contoso');

  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({
    name: `keyless-session-${started.port}`,
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
  });
  const token = started.link.split('/').at(-1) ?? '';
  expect(cookie?.value).not.toBe(token);

  const other = await (await browser.newContext()).newPage();
  expect((await other.goto(`http://localhost:${started.port}/vms`))?.status()).toBe(401);
  await expect(other.getByRole('heading', { name: 'Open the link from the terminal' })).toBeVisible();
  await expect(other.getByText('npm run link')).toBeVisible();
  expect((await other.goto(started.link))?.status()).toBe(401);
  await expect(other.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await other.goto(newLink(started.port));
  await expect(other).toHaveURL(`http://localhost:${started.port}/`);

  const folder = path.join(root, '.keyless', String(started.port));
  const secret = readFileSync(path.join(folder, 'local-secret'), 'utf8');
  expect(statSync(path.join(folder, 'local-secret')).mode & 0o077).toBe(0);
  const { controlSecret } = z
    .object({ controlSecret: z.string() })
    .parse(JSON.parse(readFileSync(path.join(folder, 'emulator.json'), 'utf8')));
  const said = [
    started.output(),
    await page.content(),
    ...['portal.log', 'emulator.log'].map((log) => readFileSync(path.join(folder, log), 'utf8')),
  ].join('\n');
  for (const hidden of [secret, controlSecret, cookie?.value ?? '']) expect(said).not.toContain(hidden);

  started.process.kill('SIGTERM');
  await started.ended;
  expect(existsSync(path.join(folder, 'local-secret'))).toBe(false);
  expect(() => newLink(started.port)).toThrow(`Keyless does not run on port ${started.port}`);
});

test('--open shows the link to the browser, and to nobody who lists programs', async ({ page }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyless-open-'));
  const said = path.join(folder, 'said');
  for (const opener of ['xdg-open', 'open'])
    writeFileSync(path.join(folder, opener), `#!/bin/sh\necho "$@" > ${said}\n`, { mode: 0o755 });
  const started = await startIn({ PATH: `${folder}${path.delimiter}${process.env.PATH}` }, '--open');
  await expect.poll(() => existsSync(said) && readFileSync(said, 'utf8').endsWith('\n')).toBe(true);
  const address = readFileSync(said, 'utf8').trim();
  expect(address).toMatch(/^file:\/\/.*\/open\.html$/);
  expect(statSync(fileURLToPath(address)).mode & 0o077).toBe(0);
  await page.goto(address);
  await expect(page).toHaveURL(`http://localhost:${started.port}/`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('identities in Contoso');
  started.process.kill('SIGTERM');
  await started.ended;
  rmSync(folder, { recursive: true });
});

test('it listens on this machine only', async () => {
  await expect(start('--host', '0.0.0.0')).rejects.toThrow(
    'Keyless listens on 127.0.0.1 only, not on "0.0.0.0"',
  );
  for (const host of [[], ['-H', '0.0.0.0']]) {
    const port = await freePort();
    const next = path.join(root, 'node_modules/next/dist/bin/next');
    const run = spawnSync(process.execPath, [next, 'start', '-p', String(port), ...host], {
      cwd: root,
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('Keyless listens on this machine only');
  }
});

test('it answers on both addresses that localhost stands for', async () => {
  const started = await start();
  const known = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  for (const { address, family } of known.filter(({ internal }) => internal)) {
    const host = family === 'IPv6' ? `[${address}]` : address;
    expect((await fetch(`http://${host}:${started.port}/api/estate`)).status).toBe(401);
  }
  started.process.kill('SIGTERM');
  await started.ended;
});

test('started by hand, it prints a link of its own', async ({ page }) => {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'keyless-hand-'));
  const args = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)];
  const env = { ...withoutAzure(process.env), KEYLESS_DATA_FOLDER: folder };
  const child = startChild('portal', args, env, folder);
  const log = () => readFileSync(path.join(folder, 'portal.log'), 'utf8');
  const link = await waitUntil(() => /http:\S+\/session\/\S+/.exec(log())?.[0], 'It printed no link');
  expect((await page.goto(`http://localhost:${port}/`))?.status()).toBe(401);
  await page.goto(link);
  await expect(page).toHaveURL(`http://localhost:${port}/`);
  await child.stop('SIGKILL');
  rmSync(folder, { recursive: true });
});
