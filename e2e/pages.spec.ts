import { expect, type Page } from '@playwright/test';
import { expectLive, filterBy, grid } from './assertions.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'see', as: 'owner', scenario: 'contoso' } });

/** Opens a page once the portal has read the estate. */
async function openKnown(page: Page, path: string): Promise<void> {
  await expect
    .poll(async () => (await (await page.request.get('/api/estate')).json()).state, { timeout: 30_000 })
    .toBe('ready');
  await page.goto(path);
}

test.describe('without any script', () => {
  test.use({ javaScriptEnabled: false });

  test('the overview has its table with its numbers', async ({ page }) => {
    await openKnown(page, '/');
    const table = page.getByRole('table', { name: /Characteristics/ });
    await expect(table.getByRole('columnheader', { name: /System-assigned/ })).toHaveText(
      /System-assigned\d+/,
    );
    await expect(table).toContainText(/\d+ (is|are) on no resource/);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toContainText(/Identities\d+/);
    await expect(page.getByRole('button', { name: /Signed in as/ })).toBeVisible();
  });

  test('a list has its first rows as the address asks: filter, sort, and number', async ({ page }) => {
    await openKnown(page, '/identities?kind=user&sort=-name');
    const rows = grid(page, 'Identities').getByRole('row');
    await expect(rows.nth(1)).toContainText('user');
    const names = await grid(page, 'Identities').getByRole('link').allTextContents();
    expect(names).toEqual(names.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })));
    await expect(page.getByText(/^\d+ of \d+ identities shown$/)).toBeVisible();
  });

  test('a list is cut to the scope of the address', async ({ page, environment }) => {
    const scope = `/subscriptions/${environment.emulator.subscription('Contoso Dev')}`;
    await openKnown(page, `/identities?scope=${encodeURIComponent(scope)}`);
    await expect(grid(page, 'Identities')).toContainText('Contoso Dev');
    await expect(grid(page, 'Identities')).not.toContainText('Contoso Prod');
  });

  test('an identity has its characteristics', async ({ page }) => {
    await openKnown(page, '/identities?q=id-web-prod');
    await grid(page, 'Identities').getByRole('link', { name: 'id-web-prod', exact: true }).click();
    await expect(page.getByText('Can be shared by more than one resource')).toBeVisible();
  });
});

test('rows that are checked before their script is there are all selected', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await openKnown(page, '/');
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/vms', { waitUntil: 'commit' });
  const boxes = grid(page, 'Virtual machines').getByRole('checkbox');
  await boxes.nth(1).check();
  await boxes.nth(3).check();
  release();
  await page.waitForLoadState();
  await expect(async () => {
    await page.mouse.move(600, 500);
    await page.mouse.move(640, 520);
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText('2 selected', {
      timeout: 500,
    });
  }).toPass();
});

for (const path of ['/', '/identities', '/vms', '/role-assignments', '/identities/new']) {
  test(`nothing on ${path} moves while it loads`, async ({ page }) => {
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if ('value' in entry) shifts.push(Number(entry.value));
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await openKnown(page, path);
    await expectLive(page);
    await page.mouse.move(300, 300);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[data-when-needed]')].every((island) =>
        island.hasAttribute('data-taken'),
      ),
    );
    const shifts = await page.evaluate(() =>
      'shifts' in window && Array.isArray(window.shifts) ? window.shifts : [1],
    );
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01);
  });
}

test('what came with the page is not asked again', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await openKnown(page, '/');
  await expectLive(page);
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /^Identities/ })
    .click();
  await expect(grid(page, 'Identities')).toHaveAttribute('aria-busy', 'false');
  expect(asked.filter((path) => path === '/api/estate')).toEqual([]);
  expect(asked.filter((path) => path === '/api/estate/tables/identities')).toHaveLength(1);
});

test('an untouched list shows what somebody else changes', async ({ page, environment }) => {
  await openKnown(page, '/identities');
  await expectLive(page);
  const busy = grid(page, 'Identities');
  await expect(busy).toHaveAttribute('aria-busy', 'true');
  await environment.emulator.addFault({ kind: '403', count: 100_000, match: 'Microsoft.ManagedIdentity' });
  await expect(busy).toHaveAttribute('aria-busy', 'false', { timeout: 15_000 });
  await environment.emulator.clearFaults();
});

for (const [what, open] of [
  [
    'a navigation link',
    (page: Page) =>
      page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Identities/ }),
  ],
  ['the primary button', (page: Page) => page.getByRole('link', { name: 'Give access' })],
] as const) {
  for (const pause of ['after a pause', 'at once']) {
    test(`the first click on ${what} after typing in a filter counts, ${pause}`, async ({ page }) => {
      await page.goto('/role-assignments');
      await expectLive(page);
      await filterBy(page, 'id-web');
      if (pause === 'after a pause') await expect(page).toHaveURL(/q=id-web/);
      await open(page).click();
      await expect(page).toHaveURL(what === 'a navigation link' ? /\/identities/ : /\/role-assignments\/new/);
      await expect(page.getByRole('searchbox', { name: 'Filter names and ids' })).toHaveCount(
        what === 'a navigation link' ? 1 : 0,
      );
      await page.goBack();
      await expect(page.getByRole('searchbox', { name: 'Filter names and ids' })).toHaveValue('id-web');
    });
  }
}

test('every link inside the portal keeps the scope', async ({ page, environment }) => {
  const scope = `/subscriptions/${environment.emulator.subscription('Contoso Prod')}`;
  const query = `?scope=${encodeURIComponent(scope)}`;
  await openKnown(page, `/identities${query}&q=id-web-prod`);
  const identity = await grid(page, 'Identities').getByRole('link').first().getAttribute('href');
  for (const path of [
    `/${query}`,
    `/identities${query}`,
    `/vms${query}`,
    `/role-assignments${query}`,
    identity ?? '',
    `/identities/new${query}`,
    `/operations${query}`,
  ]) {
    await page.goto(path);
    await expectLive(page);
    const links = await page
      .locator('a[href^="/"]:not([download])')
      .evaluateAll((found) =>
        found
          .filter((link) => !link.hasAttribute('data-lifts-scope'))
          .map((link) => link.getAttribute('href') ?? ''),
      );
    expect(links.length).toBeGreaterThan(5);
    expect(
      links.filter((href) => !href.includes('scope=')),
      path,
    ).toEqual([]);
  }
});
