import { expect } from '@playwright/test';
import { expectAccessible, expectLive } from './assertions.ts';
import { test } from './fixtures.ts';

test.use({ cast: { play: 'reader', as: 'reader', scenario: 'contoso' } });

test('a reader of one subscription sees that one and is told what is unknown', async ({ page }) => {
  await page.goto('/');
  await expectLive(page);
  await expect(page.getByRole('button', { name: /Signed in as/ })).toContainText('Rita Alves');
  await expect(page.getByText(/, in 1 subscription$/)).toBeVisible();
  const gaps = page.getByRole('region', { name: 'Not visible to you' });
  await expect(gaps.getByRole('listitem').first()).toBeVisible();
  await page.goto('/identities');
  await expect(page.getByRole('grid')).toContainText('id-web-staging');
  await expect(page.getByRole('grid')).not.toContainText('Contoso Prod');
  await expectAccessible(page);
});
