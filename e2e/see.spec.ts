import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import {
  expectAccessible,
  expectFitsWidth,
  expectLive,
  expectRowVisible,
  filterBy,
  findRow,
  grid,
} from './assertions.ts';
import { root } from './environment/child.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'see', as: 'owner', scenario: 'contoso' } });

/** Opens the thing of that name by way of its list. */
async function openFromList(page: Page, list: string, name: string): Promise<void> {
  await page.goto(list);
  await filterBy(page, name);
  await page.getByRole('grid').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

const pages: Record<string, (page: Page) => Promise<void>> = {
  overview: async (page) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1, name: /identities in/ })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeVisible();
  },
  identities: async (page) => {
    await page.goto('/identities');
    await expect(grid(page, 'Identities').getByRole('link').first()).toBeVisible();
  },
  vms: async (page) => {
    await page.goto('/vms');
    await expect(grid(page, 'Virtual machines').getByRole('link').first()).toBeVisible();
  },
  'role-assignments': async (page) => {
    await page.goto('/role-assignments');
    await expect(page.getByRole('grid').getByRole('link').first()).toBeVisible();
  },
  identity: (page) => openFromList(page, '/identities', 'id-web-prod'),
  vm: (page) => openFromList(page, '/vms', 'vm-checkout-01'),
  'role-assignment': async (page) => {
    await page.goto('/role-assignments');
    await filterBy(page, 'id-orders');
    const row = page.getByRole('grid').getByRole('row').filter({ hasText: 'id-orders' }).first();
    await row.getByRole('link').first().click();
    await expect(page.getByRole('heading', { level: 1, name: / on / })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('id-orders');
  },
};

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} px wide, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 900 }, colorScheme });
      for (const [name, open] of Object.entries(pages)) {
        test(`${name} can be read by everybody and is not cut off`, async ({ page }) => {
          await open(page);
          await expectLive(page);
          await expectFitsWidth(page);
          if (process.env.KEYLESS_SCREENSHOTS === '1') {
            await page.screenshot({
              path: path.join(root, `docs/screenshots/${name}-${colorScheme}-${width}.png`),
            });
          }
          await expectAccessible(page);
        });
      }
    });
  }
}

test('from the overview to one identity, its host, and back with the filter as it was', async ({ page }) => {
  await page.goto('/');
  const table = page.getByRole('table', { name: /Characteristics of system-assigned and user-assigned/ });
  await expect(table.getByRole('rowheader')).toHaveText([
    /^Creation/,
    /^Lifecycle/,
    /^Sharing across resources/,
  ]);
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /^Identities/ })
    .click();
  await filterBy(page, 'id-web-prod');
  await expectRowVisible(grid(page, 'Identities'), {
    Name: 'id-web-prod',
    Kind: 'user',
    Sharing: 'Shared by 14',
  });
  await grid(page, 'Identities').getByRole('link', { name: 'id-web-prod', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'id-web-prod' })).toBeVisible();
  await expect(page.getByText('Can be shared by more than one resource')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'vmss-web', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'vmss-web' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'id-web-prod' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('searchbox', { name: 'Filter names and ids' })).toHaveValue('id-web-prod');
});

test('a finding leads to the list of what it marks, tagged in words, and the filter counts the same', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: /trusts? (an outside workload|outside workloads) too far/ }).click();
  await expect(page).toHaveURL(/\/identities\?finding=unsafe-federation/);
  const rows = grid(page, 'Identities')
    .getByRole('row')
    .filter({ hasText: /risky federation|\+\d/ });
  await expectRowVisible(grid(page, 'Identities'), { Name: 'id-batch', Findings: 'risky federation' });
  const count = await rows.count();
  await page.getByRole('button', { name: 'Findings: risky federation' }).click();
  const choice = page
    .getByRole('group', { name: 'Findings' })
    .locator('label', { hasText: 'risky federation' });
  await expect(choice.getByRole('checkbox')).toBeChecked();
  await expect(choice).toContainText(String(count));
});

test('an identity is found and opened with the keyboard alone', async ({ page }) => {
  await page.goto('/identities');
  await expect(grid(page, 'Identities').getByRole('link').first()).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('id-orders');
  await expect(page.getByText(/^1 of \d+ identities shown$/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'id-orders' })).toBeVisible();
});

test('a machine with two user-assigned identities says that IMDS cannot choose', async ({ page }) => {
  await page.goto('/vms');
  await filterBy(page, 'vm-checkout-01');
  await (await findRow(grid(page, 'Virtual machines'), { Name: 'vm-checkout-01' })).getByRole('link').click();
  await expect(page.getByText('None: code must say which identity it wants')).toBeVisible();
});
