import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './checks/files.ts';

/** Runs `npm start`'s script with options it must refuse before it installs, builds or starts anything. */
function start(...args: string[]): { status: number | null; error: string; output: string } {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts/start.mjs'), ...args],
    {
      encoding: 'utf8',
      timeout: 20_000,
    },
  );
  return { status, error: stderr, output: stdout };
}

function expectOneSentence(error: string): void {
  expect(error.trim().split('\n')).toHaveLength(1);
  expect(error.trim()).toMatch(/\.$/);
}

test('a port in use is one clear sentence', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const { status, error } = start('--port', String(port));
  server.close();
  expect(status).toBe(1);
  expectOneSentence(error);
  expect(error).toContain(`Port ${port} is in use by another program`);
});

test.each([
  [['--port', 'http'], '--port takes a number from 1 to 65535, not "http".'],
  [['--scenario', 'fabrikam'], '--scenario is contoso, empty or scale:N, not "fabrikam".'],
  [
    ['--host', '0.0.0.0'],
    'Keyless listens on 127.0.0.1 only, not on "0.0.0.0", because whoever reaches it could act with your rights in Azure.',
  ],
  [['--prot', '3000'], "Unknown option '--prot'; see npm start -- --help."],
])('%j is refused with one clear sentence', (args, sentence) => {
  const { status, error, output } = start(...args);
  expect({ status, error, output }).toEqual({ status: 1, error: `${sentence}\n`, output: '' });
});

test('--help says what there is', () => {
  const { status, output } = start('--help');
  expect(status).toBe(0);
  for (const option of ['--port', '--as', '--scenario', '--open', '--azure', '--dev'])
    expect(output).toContain(option);
});

test('a link of a Keyless that does not run is one clear sentence', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts/link.mjs'), '--port', '1'],
    {
      encoding: 'utf8',
    },
  );
  expect(status).toBe(1);
  expectOneSentence(stderr);
  expect(stderr).toContain('Keyless does not run on port 1');
});
