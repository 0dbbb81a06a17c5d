import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { expectLive, filterBy, grid } from './assertions.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'see', as: 'owner', scenario: 'contoso' } });

async function exported(page: Page, format: 'CSV' | 'JSON'): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: /^Export/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: format, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

test.beforeEach(async ({ page }) => {
  await page.goto('/identities');
  await expectLive(page);
});

test('CSV holds the rows shown, with whole ids', async ({ page }) => {
  await filterBy(page, 'id-orders');
  await expect(grid(page, 'Identities')).toHaveAttribute('aria-rowcount', '2');
  const { name, text } = await exported(page, 'CSV');
  expect(name).toMatch(/^identities-.*\.csv$/);
  const [header, ...rows] = text.trim().split(/\r?\n/);
  expect(rows).toHaveLength(1);
  expect(header).toMatch(/principalId/i);
  expect(rows[0]).toContain('/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders');
  expect(rows[0]).toMatch(guid);
});

test('JSON holds every row when nothing is filtered', async ({ page }) => {
  const rows = Number(await grid(page, 'Identities').getAttribute('aria-rowcount')) - 1;
  const { text } = await exported(page, 'JSON');
  const parsed = z.array(z.looseObject({ principalId: z.string() })).parse(JSON.parse(text));
  expect(parsed).toHaveLength(rows);
});
