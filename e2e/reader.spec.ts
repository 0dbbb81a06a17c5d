import { expect } from '@playwright/test';
import { expectAccessible, expectLive } from './assertions.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'reader', as: 'reader', scenario: 'contoso' } });

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

test('what a reader may not change is said before it is tried, with the role that is missing', async ({
  page,
}) => {
  await page.goto('/vms');
  await page.getByRole('grid').getByRole('link').first().click();
  await page.getByRole('button', { name: /Enable system-assigned|Disable system-assigned/ }).click();
  await expect(page.getByText('You cannot do this step.')).toBeVisible();
  await expect(page.getByText('Microsoft.Compute/virtualMachines/write')).toBeVisible();
  await expect(page.getByText('Smallest role that has it:')).toBeVisible();
  const run = page.getByRole('button', { name: /^Run 1 step/ });
  await expect(run).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('checkbox', { name: 'Leave this step to somebody else' }).check();
  await expect(page.getByRole('button', { name: /^Run 0 steps, leave 1/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expectAccessible(page);
});

test('a reader sees the flow and is told which permission a probe needs', async ({ page }) => {
  await page.goto('/vms');
  await page.getByRole('grid').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Open flow' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^How .* gets access$/ })).toBeVisible();
  await expect(
    page.getByText('Microsoft.Compute/virtualMachines/runCommand/action').filter({ visible: true }).first(),
  ).toBeVisible();
  await expect(
    page
      .getByText('The smallest role that has it: Virtual Machine Contributor')
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run probe' })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page);
});
