import { openStage } from '../bench-stage.ts';
import { openList, withPage } from '../browser.ts';
import { atMost, type Figure, plain } from '../figure.ts';
import { untilReady } from '../portal-api.ts';
import { gzippedBytes } from './large-estate.ts';

/** The JavaScript a browser fetches for the list of identities, as it travels. */
export async function* pageWeight(): AsyncGenerator<Figure> {
  const stage = await openStage('contoso');
  try {
    const portal = await stage.startPortal();
    await untilReady(portal);
    const scripts = await withPage(portal, async (page) => {
      const urls = new Set<string>();
      page.on('response', (response) => {
        if (response.request().resourceType() === 'script') urls.add(response.url());
      });
      await openList(page, `${portal.url}/identities`);
      return [...urls];
    });
    const sizes = await Promise.all(scripts.map((url) => gzippedBytes(portal, url)));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    yield plain('list of identities: script files', String(scripts.length));
    yield atMost('list of identities: JavaScript, gzip', bytes / 1000, 150, 'kB');
  } finally {
    await stage.close();
  }
}
