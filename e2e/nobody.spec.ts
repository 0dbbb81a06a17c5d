import { expect } from '@playwright/test';
import { expectAccessible } from './assertions.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'nobody', as: 'nobody', scenario: 'contoso' } });

test('somebody without any role is told so, and not that there is nothing', async ({ page }) => {
  await page.goto('/');
  await expect(
    page.getByRole('heading', { level: 1, name: 'Azure shows you no subscription' }),
  ).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Noah Nilsson');
  await expect(page.getByRole('main')).toContainText('Reader');
  await expect(page.getByRole('main')).not.toContainText('Nothing found');
  await expectAccessible(page);
});
