import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectFitsWidth, expectLive, filterBy, grid } from './assertions.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'see', as: 'owner', scenario: 'contoso' } });

async function openFrom(page: Page, list: 'Identities' | 'Virtual machines', name: string): Promise<void> {
  await page.goto(list === 'Identities' ? '/identities' : '/vms');
  await filterBy(page, name);
  await grid(page, list).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

const code = (page: Page) => page.getByRole('region', { name: 'Code for your app' });

const pages: Record<string, (page: Page) => Promise<void>> = {
  learn: async (page) => {
    await page.goto('/learn');
    await expect(
      page.getByRole('heading', { level: 1, name: 'Learn about managed identities' }),
    ).toBeVisible();
  },
  services: async (page) => {
    await page.goto('/learn/services');
    await expect(page.getByRole('heading', { name: 'Resources here without an identity' })).toBeVisible();
  },
  'code of a VM': async (page) => {
    await openFrom(page, 'Virtual machines', 'vm-checkout-01');
    await expect(code(page)).toBeVisible();
  },
  'code of an identity': async (page) => {
    await openFrom(page, 'Identities', 'id-web-prod');
    await expect(code(page)).toBeVisible();
  },
  'an answer beside its term': async (page) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'How is a managed identity created?' }).click();
    await expect(page.getByRole('dialog', { name: 'How is a managed identity created?' })).toBeVisible();
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
          await page.screenshot({
            path: test.info().outputPath(`${width}-${colorScheme}.png`),
            fullPage: true,
          });
          await expectAccessible(page);
        });
      }
    });
  }
}

test('code is filled in, chosen by links that the address remembers, and copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFrom(page, 'Virtual machines', 'vm-checkout-01');
  await expect(code(page)).toContainText('so the code must name the client ID');
  await code(page).getByRole('link', { name: 'Python' }).click();
  await expect(page).toHaveURL(/[?&]code=python/);
  await code(page).getByRole('link', { name: 'Storage' }).click();
  await expect(page).toHaveURL(/[?&]reach=storage/);
  await expect(code(page)).toContainText(/CLIENT_ID = '[0-9a-f-]{36}'/);
  await page.reload();
  await expect(code(page)).toContainText('from azure.storage.blob import ContainerClient');
  const shown = await code(page).locator('pre').textContent();
  await code(page)
    .getByRole('button', { name: /Copy code/ })
    .click();
  await expect(code(page).getByRole('status')).toHaveText('Copied Python code');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
});

test('an answer opens and closes with the keyboard, and leads to all terms', async ({ page }) => {
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Can resources share a managed identity?' });
  await button.focus();
  await page.keyboard.press('Enter');
  const answer = page.getByRole('dialog', { name: 'Can resources share a managed identity?' });
  await expect(answer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(answer).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await answer.getByRole('link', { name: 'All terms' }).click();
  await expect(page).toHaveURL(/\/learn#sharing$/);
  await expect(page.locator('#sharing')).toBeInViewport();
});

test.describe('without any script', () => {
  test.use({ javaScriptEnabled: false });
  test('services are searched', async ({ page }) => {
    await expect
      .poll(async () => (await (await page.request.get('/api/estate')).json()).state, { timeout: 30_000 })
      .toBe('ready');
    await page.goto('/learn/services');
    await page.getByRole('searchbox', { name: 'Search services' }).fill('arc');
    await page.getByRole('button', { name: 'Search services' }).click();
    await expect(page).toHaveURL(/q=arc/);
    await expect(page.getByText('http://127.0.0.1:40342')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Event Grid' })).toHaveCount(0);
  });
});

test('resources without an identity are listed, and what cannot be read is unknown', async ({ page }) => {
  await page.goto('/learn/services');
  const missing = page.getByRole('region', { name: 'Resources here without an identity' });
  await expect(missing.getByRole('link', { name: /^Assign identity to/ }).first()).toBeVisible();
  await expect(missing.getByText('Unknown: Contoso Sandbox.')).toBeVisible();
  await expect(missing.getByRole('link', { name: /^Open in Azure portal/ }).first()).toBeVisible();
});
