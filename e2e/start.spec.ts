import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from './stage/child.ts';
import { freePort } from './stage/portal.ts';
import { waitUntil } from './stage/wait-until.ts';

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
async function start(...args: string[]): Promise<Started> {
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
