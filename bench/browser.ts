import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../e2e/chromium.ts';
import type { Portal } from '../e2e/environment/portal.ts';

/** Opens a page of 1440 × 900 in the browser of the journeys, signed in to a portal, and closes it afterwards. */
export async function withPage<Result>(
  portal: Portal,
  use: (page: Page) => Promise<Result>,
): Promise<Result> {
  const executablePath = findChromium();
  const browser: Browser = await chromium.launch({
    args: chromiumArguments,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    return await use(
      await browser.newPage({ viewport: { width: 1440, height: 900 }, storageState: portal.storageState }),
    );
  } finally {
    await browser.close();
  }
}

/** Waits until the list shows rows and the table behind it is whole. */
export async function openList(page: Page, url: string): Promise<void> {
  await page.goto(url);
  const whole = page.locator('[role=grid][aria-busy=false] a').first();
  // The script of a list comes with the first touch, which only a page that is listening feels.
  for (let x = 0; x < 600 && !(await whole.isVisible()); x += 1) {
    await page.mouse.move(300 + (x % 50), 300);
    await page.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => {});
  }
  await whole.waitFor();
}
