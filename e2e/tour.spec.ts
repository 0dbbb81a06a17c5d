import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectFitsWidth } from './assertions.ts';
import { test } from './fixtures.ts';
import { next, runPlan, shoot, toReview } from './plan-steps.ts';

test.use({ persona: { suite: 'tour', as: 'owner', scenario: 'contoso' } });
test.describe.configure({ mode: 'serial', timeout: 180_000 });

/** Goes back to the tour and says which stage is next. */
async function expectNext(page: Page, title: string): Promise<void> {
  await page.goto('/start/tour');
  await expect(page.locator('[aria-current="step"]')).toContainText(title, { timeout: 30_000 });
}

const go = (page: Page, name: string) =>
  page.locator('[aria-current="step"]').getByRole('link', { name }).click();

test('is offered on a first visit', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Take the tour' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('From no secret to a proven token');
  await expectAccessible(page);
  await expectFitsWidth(page);
  await shoot(page, 'tour');
});

test('leads from nothing to a proven token, and to what survives', async ({ page }) => {
  await expectNext(page, 'Create a virtual machine');
  await go(page, 'Create virtual machine');
  await next(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Generate key pair' }).click();
  await saved;
  await next(page);
  await next(page);
  await toReview(page);
  await runPlan(page);

  await expectNext(page, 'Create a user-assigned identity');
  await go(page, 'Create user-assigned identity');
  await next(page);
  await next(page);
  await toReview(page);
  await runPlan(page);

  await expectNext(page, 'Attach it to the virtual machine');
  await go(page, 'Attach identity');
  await next(page);
  await toReview(page);
  await runPlan(page);

  await expectNext(page, 'Assign it a role');
  await go(page, 'Add role assignment');
  await toReview(page);
  await runPlan(page);

  await expectNext(page, 'Prove that it works');
  await go(page, 'Open authentication flow');
  await page.getByRole('button', { name: 'Run probe' }).click();
  await runPlan(page, /Answered with 200/);

  await expectNext(page, 'Delete the virtual machine');
  await go(page, 'Open virtual machine');
  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.getByLabel(/Type .*vm-tour/).fill('vm-tour');
  await runPlan(page);

  await expectNext(page, 'See what survives');
  await go(page, 'Open identity');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('id-tour');
});
