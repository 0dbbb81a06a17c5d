import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { openEnvironment } from '../bench-environment.ts';
import { openList, withPage } from '../browser.ts';
import { atMost, type Figure, plain } from '../figure.ts';
import { untilReady } from '../portal-api.ts';

const scenario = 'scale:10000';
const watchedMs = 20_000;
const liveIntervalMs = 2000;

/** What an open page costs while nothing changes. */
export async function* quietRefresh(): AsyncGenerator<Figure> {
  const environment = await openEnvironment(scenario);
  try {
    const portal = await environment.startPortal(liveIntervalMs);
    await untilReady(portal);
    const { requests, bytes, revalidation } = await withPage(portal, async (page) => {
      await openList(page, `${portal.url}/identities`);
      let count = 0;
      let received = 0;
      page.on('response', async (response) => {
        count += 1;
        received += Number(response.headers()['content-length'] ?? 0);
      });
      await environment.emulator.control('POST', 'requests');
      await delay(watchedMs);
      const first = await portal.fetch('/api/estate');
      const etag = first.headers.get('etag') ?? '';
      const again = await portal.fetch('/api/estate', { headers: { 'if-none-match': etag } });
      return { requests: count, bytes: received, revalidation: etag === '' ? 0 : again.status };
    });
    const { total } = z
      .looseObject({ total: z.number() })
      .parse(await environment.emulator.control('GET', 'requests'));
    const refreshes = watchedMs / liveIntervalMs;
    yield plain(`${scenario}, nothing changes: calls to Azure a look`, (total / refreshes).toFixed(1));
    yield plain(
      `${scenario}, nothing changes: requests of the browser in ${watchedMs / 1000} s`,
      String(requests),
    );
    yield atMost(`${scenario}, nothing changes: received by the browser`, bytes / 1000, 50, 'kB');
    yield {
      what: 'summary, revalidated',
      value: String(revalidation),
      target: '304',
      met: revalidation === 304,
    };
  } finally {
    await environment.close();
  }
}
