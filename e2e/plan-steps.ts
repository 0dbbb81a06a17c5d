import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { filterBy, grid } from './assertions.ts';
import { root } from './environment/child.ts';

/** Pictures of a page for docs/screenshots, when they are asked for. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.KEYLESS_SCREENSHOTS !== '1') return;
  for (const width of [1440, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: path.join(root, `docs/screenshots/${name}-${colorScheme}-${width}.png`),
      });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Chooses what is called `name` in a picker. */
export async function pick(page: Page, picker: string, name: string): Promise<void> {
  const list = page.getByRole('group', { name: picker });
  await list.getByRole('searchbox').fill(name);
  await list.getByRole('listitem').filter({ hasText: name }).getByText(name, { exact: true }).click();
}

export async function chooseWhere(
  page: Page,
  subscription: string,
  group: string,
  region: string,
): Promise<void> {
  await page.getByLabel('Subscription').selectOption({ label: subscription });
  await page.getByLabel('Resource group').fill(group);
  await expect(page.getByLabel('Region', { exact: true }).locator('option', { hasText: region })).toHaveCount(
    1,
  );
  await page.getByLabel('Region', { exact: true }).selectOption({ label: region });
}

/** Chooses a scope of a role assignment by its name, from all that are called something like it. */
export async function chooseScope(page: Page, name: string, kind: string): Promise<void> {
  const scope = page.getByRole('group', { name: 'Scope', exact: true });
  await scope.getByRole('searchbox').fill(name);
  await scope.getByRole('radio', { name: `${name} ${kind}` }).check();
}

export const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();
export const toReview = (page: Page) => page.getByRole('button', { name: 'Review', exact: true }).click();

/** Confirms the plan that is shown and waits for it to end, and for how it is known that it was done. */
export async function runPlan(page: Page, proof = /Read back from Azure/): Promise<void> {
  await page.getByRole('button', { name: /^Run \d+ steps?/ }).click();
  await expect(page).toHaveURL(/\/operations\/[0-9a-f-]{36}/);
  await expect(page.getByText(proof)).toBeVisible({ timeout: 60_000 });
}

export async function openMachine(page: Page, name: string): Promise<void> {
  await page.goto('/vms');
  await filterBy(page, name);
  await grid(page, 'Virtual machines').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}
