import { setTimeout as delay } from 'node:timers/promises';
import type { Portal } from '../../e2e/environment/portal.ts';
import { openEnvironment } from '../bench-environment.ts';
import { withPage } from '../browser.ts';
import { atMost, type Figure, plain } from '../figure.ts';
import { untilReady } from '../portal-api.ts';
import { gzippedBytes } from './large-estate.ts';
import { findPages, type RoutePage } from './route-pages.ts';

/** Largest script of a page that nobody has touched yet. */
const scriptBudgetKb = 150;
/** A page is idle once no script was asked for during this. */
const quietMs = 1500;

/** What a browser fetches and reads for each page before anybody does anything, and what it fetches when they do. */
export async function* pageWeight(): AsyncGenerator<Figure> {
  const environment = await openEnvironment('contoso');
  try {
    const portal = await environment.startPortal();
    await untilReady(portal);
    const groupId = `/subscriptions/${environment.emulator.subscription('Contoso Prod')}/resourceGroups/rg-web`;
    const sizes = new Map<string, Promise<number>>();
    const weigh = async (urls: Iterable<string>) => {
      let sum = 0;
      for (const url of urls) {
        const size = sizes.get(url) ?? gzippedBytes(portal, new URL(url).pathname);
        sizes.set(url, size);
        sum += await size;
      }
      return sum / 1000;
    };
    for (const page of await findPages(portal, groupId)) {
      const { scripts, lazy } = await scriptsOf(portal, page);
      yield atMost(`${page.name}: JavaScript until idle, gzip`, await weigh(scripts), scriptBudgetKb, 'kB');
      yield plain(`${page.name}: script files`, String(scripts.size));
      const html = await htmlOf(portal, page.path);
      yield plain(
        `${page.name}: HTML, and how much of it is data`,
        `${kb(html.bytes)} kB, ${kb(html.data)} kB`,
      );
      for (const [cause, urls] of lazy) {
        yield plain(`${page.name}: loaded by ${cause}`, `${(await weigh(urls)).toFixed(1)} kB`);
      }
    }
  } finally {
    await environment.close();
  }
}

interface Scripts {
  scripts: ReadonlySet<string>;
  /** Further scripts, by what was done. */
  lazy: readonly (readonly [string, ReadonlySet<string>])[];
}

function scriptsOf(portal: Portal, { path, causes }: RoutePage): Promise<Scripts> {
  return withPage(portal, async (page) => {
    const seen = new Set<string>();
    let lastAt = Date.now();
    page.on('request', (request) => {
      if (request.resourceType() !== 'script') return;
      lastAt = Date.now();
      seen.add(request.url());
    });
    const untilIdle = async () => {
      lastAt = Date.now();
      while (Date.now() - lastAt < quietMs) await delay(100);
    };
    await page.goto(`${portal.url}${path}`);
    await untilIdle();
    const scripts = new Set(seen);
    const lazy: [string, ReadonlySet<string>][] = [];
    for (const [cause, act] of causes) {
      const before = new Set(seen);
      await act(page);
      await untilIdle();
      const added = new Set([...seen].filter((url) => !before.has(url)));
      if (added.size > 0) lazy.push([cause, added]);
    }
    return { scripts, lazy };
  });
}

/** Size of a page's HTML, and of what in it is data for scripts: Next's payload, which holds prefetched queries too. */
async function htmlOf(portal: Portal, path: string): Promise<{ bytes: number; data: number }> {
  const html = await (await portal.fetch(path, { headers: { 'sec-fetch-dest': 'document' } })).text();
  const data = html.match(/<script[^>]*>\(?self\.__next_f[\s\S]*?<\/script>/g) ?? [];
  const size = (text: string) => Buffer.byteLength(text);
  return { bytes: size(html), data: data.reduce((sum, script) => sum + size(script), 0) };
}

function kb(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}
