import http from 'node:http';
import type { Portal } from '../../e2e/environment/portal.ts';
import { openEnvironment } from '../bench-environment.ts';
import { atMost, type Figure, plain, round } from '../figure.ts';
import { readTable, untilReady } from '../portal-api.ts';
import { residentMegabytes } from '../resident-memory.ts';

const scenario = 'scale:100000';

/** 100,000 machines: when the first rows come, when all are there, what they weigh on the wire and in memory. */
export async function* largeEstate(): AsyncGenerator<Figure> {
  const environment = await openEnvironment(scenario);
  try {
    const portal = await environment.startPortal();
    const [readyMs, { firstRowsMs }] = await Promise.all([untilReady(portal), readTable(portal, 'hosts')]);
    yield atMost(`${scenario}: first rows`, firstRowsMs / 1000, 1, 's');
    yield plain(`${scenario}: complete`, `${round(readyMs / 1000)} s`);
    const bytes = await gzippedBytes(portal, '/api/estate/tables/hosts');
    yield atMost(`${scenario}: hosts table on the wire, gzip`, bytes / 1e6, 1.2, 'MB');
    const { endMs } = await readTable(portal, 'hosts');
    yield plain(`${scenario}: hosts table, once read`, `${round(endMs)} ms`);
    const memory = residentMegabytes(portal.pid ?? 0);
    yield memory === null
      ? plain(`${scenario}: memory of the portal`, 'not known on this system')
      : atMost(`${scenario}: memory of the portal`, memory, 400, 'MB');
  } finally {
    await environment.close();
  }
}

/** Bytes of the body as they travel: asked for with gzip, and not unpacked. */
export function gzippedBytes(portal: Portal, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(address, portal.url);
    const headers = { 'accept-encoding': 'gzip', cookie: portal.cookie };
    const options = { host: hostname, port, path: pathname + search, headers };
    http
      .get(options, (response) => {
        let bytes = 0;
        response.on('data', (part: Buffer) => {
          bytes += part.length;
        });
        response.on('end', () => resolve(bytes));
        response.on('error', reject);
      })
      .once('error', reject);
  });
}
