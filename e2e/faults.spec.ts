import { expect, type Page } from '@playwright/test';
import { expectLive, grid } from './assertions.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'faults', as: 'owner', scenario: 'contoso' } });

/** Marks the document: a reload would lose the mark. */
async function markDocument(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('data-marked', ''));
}

async function expectSameDocument(page: Page): Promise<void> {
  await expect(page.locator('html[data-marked]')).toHaveCount(1);
}

test.beforeEach(async ({ page }) => {
  await page.goto('/identities');
  await expectLive(page);
  await expect(grid(page, 'Identities').getByRole('link').first()).toBeVisible();
  await markDocument(page);
});

test.afterEach(async ({ environment }) => {
  await environment.emulator.clearFaults();
});

for (const [kind, says] of [
  ['429', /Azure answered 429/],
  ['500', /Azure answered 500/],
  ['reset', /Cannot reach Azure/],
] as const) {
  test(`${kind} from Azure is said, what was read stays, and it recovers by itself`, async ({
    page,
    environment,
  }) => {
    await environment.emulator.addFault({ kind, count: 100_000, retryAfterSeconds: 1 });
    await expect(page.getByRole('button', { name: says })).toBeVisible({ timeout: 45_000 });
    await expect(grid(page, 'Identities').getByRole('link').first()).toBeVisible();
    await environment.emulator.clearFaults();
    await expectLive(page, 45_000);
    await expectSameDocument(page);
  });
}

test('what one may not read is a gap, not a failure, and closes by itself', async ({ page, environment }) => {
  await page.goto('/');
  await expectLive(page);
  await markDocument(page);
  const gaps = page.getByRole('region', { name: 'Not visible to you' }).getByRole('listitem');
  const before = await gaps.count();
  const prod = environment.emulator.subscription('Contoso Prod');
  await environment.emulator.addFault({
    kind: '403',
    count: 100_000,
    match: `${prod}/providers/Microsoft.ManagedIdentity`,
  });
  await expect.poll(() => gaps.count(), { timeout: 45_000 }).toBeGreaterThan(before);
  await environment.emulator.clearFaults();
  await expect.poll(() => gaps.count(), { timeout: 45_000 }).toBe(before);
  await expectSameDocument(page);
});

test('an Azure that stops answering is said, and followed again when it is back', async ({
  page,
  environment,
}) => {
  environment.emulator.freeze();
  await expect(page.getByRole('button', { name: /Cannot reach Azure/ })).toBeVisible({ timeout: 60_000 });
  environment.emulator.thaw();
  await expectLive(page, 60_000);
  await expectSameDocument(page);
});

test('an Azure that is gone is said, and followed again when it is back', async ({ page, environment }) => {
  await environment.emulator.kill();
  await expect(page.getByRole('button', { name: /Cannot reach Azure/ })).toBeVisible({ timeout: 60_000 });
  await expect(grid(page, 'Identities').getByRole('link').first()).toBeVisible();
  await environment.emulator.restart();
  await expectLive(page, 60_000);
  await expectSameDocument(page);
});

test('a portal that is gone is said, and followed again when it is back', async ({ page, environment }) => {
  await environment.portal.kill();
  await expect(page.getByRole('button', { name: /The portal does not answer/ })).toBeVisible({
    timeout: 30_000,
  });
  await environment.portal.restart();
  await expectLive(page, 60_000);
  await expectSameDocument(page);
});
