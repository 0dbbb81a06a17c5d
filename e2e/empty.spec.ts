import { expect } from '@playwright/test';
import { expectAccessible, expectLive } from './assertions.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'empty', as: 'owner', scenario: 'empty' } });

for (const [name, address, title] of [
  ['Create user-assigned identity', '/identities/new', 'Create a user-assigned identity'],
  ['Create virtual machine', '/vms/new', 'Create virtual machine'],
] as const) {
  test(`an empty estate leads on inside the portal: ${name}`, async ({ page, environment }) => {
    await page.goto('/');
    await expectLive(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^No identities in /);
    const main = page.getByRole('main');
    await expect(main.locator('a[href^="http"]')).toHaveCount(0);
    await expectAccessible(page);
    await main.getByRole('link', { name }).click();
    await expect(page).toHaveURL(`${environment.portal.url}${address}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  });
}
