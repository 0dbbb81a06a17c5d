import type { Page } from '@playwright/test';
import { openEnvironment } from '../bench-environment.ts';
import { openList, withPage } from '../browser.ts';
import { atMost, type Figure, percentile, plain, round } from '../figure.ts';
import { untilReady } from '../portal-api.ts';

const scenario = 'scale:100000';
const words = ['vm-0', 'prod', 'westeurope', 'rg-1', 'vm-99'];

/** How long a person waits for the picture after a key or a click, in Chromium with 100,000 rows. */
export async function* interaction(): AsyncGenerator<Figure> {
  const environment = await openEnvironment(scenario);
  try {
    const portal = await environment.startPortal();
    await untilReady(portal);
    const { keys, sorts } = await withPage(portal, async (page) => {
      await openList(page, `${portal.url}/vms`);
      return { keys: await typing(page), sorts: await sorting(page) };
    });
    yield plain(
      `${scenario}: keystroke to picture, median of ${keys.length}`,
      `${round(percentile(keys, 0.5))} ms`,
    );
    yield atMost(`${scenario}: keystroke to picture, 95th percentile`, percentile(keys, 0.95), 16, 'ms');
    yield atMost(`${scenario}: sort to picture, slowest of ${sorts.length}`, Math.max(...sorts), 100, 'ms');
  } finally {
    await environment.close();
  }
}

async function typing(page: Page): Promise<number[]> {
  const box = page.getByRole('searchbox', { name: 'Filter names and ids' });
  const took: number[] = [];
  for (const word of words) {
    await box.fill('');
    for (const letter of word) {
      const painted = untilPainted(page, 'input');
      await box.press(letter);
      took.push(await painted);
    }
  }
  return took;
}

async function sorting(page: Page): Promise<number[]> {
  await page.getByRole('searchbox', { name: 'Filter names and ids' }).fill('');
  const took: number[] = [];
  for (const button of await page.getByRole('columnheader').getByRole('button').all()) {
    const painted = untilPainted(page, 'click');
    await button.click();
    took.push(await painted);
  }
  return took;
}

/**
 * Milliseconds from the event itself (its time stamp, before any handler) to the frame after the next one: by then
 * the picture that answers it has been drawn. Throws when the list says something else a moment later: then the
 * picture measured was not the answer.
 */
async function untilPainted(page: Page, event: 'input' | 'click'): Promise<number> {
  const { tookMs, painted, settled } = await page.evaluate(
    (type) =>
      new Promise<{ tookMs: number; painted: string; settled: string }>((resolve) => {
        const picture = () => document.querySelector('[role=grid]')?.textContent ?? '';
        const onEvent = (happened: Event) =>
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {
              const tookMs = performance.now() - happened.timeStamp;
              const painted = picture();
              setTimeout(() => resolve({ tookMs, painted, settled: picture() }), 300);
            };
            channel.port2.postMessage(null);
          });
        document.addEventListener(type, onEvent, { once: true, capture: true });
      }),
    event,
  );
  if (painted !== settled) throw new Error('The list went on changing after the frame that was measured');
  return tookMs;
}
