import http from 'node:http';
import path from 'node:path';
import { startChild } from './children.mjs';
import { root, tool } from './places.mjs';
import { sessionCookie } from './session-link.mjs';
import { until } from './until.mjs';

/** Starts the portal on loopback and waits until its first page is there. */
export async function startPortal({ node, port, dev, env, folder, onExit }) {
  // Loopback only: the portal acts with the credential of whoever started it.
  const args = [tool('next'), dev ? 'dev' : 'start', '-H', '127.0.0.1', '-p', String(port)];
  const entry = startChild('portal', node, args, {
    cwd: root,
    env: { ...env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: dev ? 'development' : 'production' },
    log: path.join(folder, 'portal.log'),
    onExit,
  });
  const cookie = sessionCookie(port, env.KEYLESS_LOCAL_SECRET);
  await until(() => answers(port, cookie), {
    timeoutMs: dev ? 120_000 : 60_000,
    ended: () => entry.ended !== null,
    failure: `The portal does not answer on port ${port}; its log is ${entry.log}.`,
  });
}

function answers(port, cookie) {
  return new Promise((resolve) => {
    const request = http.get(
      { host: '127.0.0.1', port, path: '/', headers: { cookie }, agent: false, timeout: 30_000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
}
