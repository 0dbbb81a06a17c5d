import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

/** The grid of a list page, by the page's title. */
export function grid(page: Page, name: string): Locator {
  return page.getByRole('grid', { name });
}

/** The row of a grid whose cells have these texts, by column title. */
export async function findRow(table: Locator, cells: Record<string, string | RegExp>): Promise<Locator> {
  await expect(table.getByRole('columnheader').first()).toBeVisible();
  const titles = (await table.getByRole('columnheader').allTextContents()).map((title) => title.trim());
  let row = table.getByRole('row');
  for (const [title, text] of Object.entries(cells)) {
    const column = titles.indexOf(title);
    expect(column, `column ${title} of ${titles.join(', ')}`).toBeGreaterThanOrEqual(0);
    const cell = table
      .page()
      .locator(`td:nth-child(${column + 1})`)
      .filter({ hasText: text });
    row = row.filter({ has: cell });
  }
  return row;
}

export async function expectRowVisible(
  table: Locator,
  cells: Record<string, string | RegExp>,
  timeoutMs = 15_000,
) {
  await expect(async () => {
    await expect(await findRow(table, cells)).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: timeoutMs, intervals: [100] });
}

/** A list that has nothing left to show has no grid either, which is as good. */
export async function expectNoRow(table: Locator, name: string, timeoutMs = 15_000) {
  await expect(table.getByRole('link', { name, exact: true })).toHaveCount(0, { timeout: timeoutMs });
}

/** Types into a list's filter box. */
export async function filterBy(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Filter names and ids' }).fill(text);
}

/** The whole of what axe looks for, nothing excluded. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`);
  expect(found).toEqual([]);
}

/** A page that scrolls sideways hides something. */
export async function expectFitsWidth(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

/** The estate is read completely and followed. */
export async function expectLive(page: Page, timeoutMs = 30_000): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^Live$/ })).toHaveCount(1, { timeout: timeoutMs });
}
