import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectFitsWidth, expectLive, filterBy } from './assertions.ts';
import { root } from './environment/child.ts';
import { test } from './fixtures.ts';
import { shoot } from './plan-steps.ts';

test.use({ persona: { suite: 'flow', as: 'owner', scenario: 'contoso' } });

/** The flow of a VM or identity, by way of its list and its page. */
async function openFlow(page: Page, list: '/vms' | '/identities', name: string): Promise<void> {
  await page.goto(list);
  await filterBy(page, name);
  await page.getByRole('grid').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByRole('link', { name: 'Open flow' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `How ${name} gets access` })).toBeVisible();
}

const steps = (page: Page) => page.getByRole('region', { name: 'Seven steps' });

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} px wide, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 1000 }, colorScheme });
      for (const [list, name] of [
        ['/vms', 'vm-batch-01'],
        ['/identities', 'id-tmp-01'],
      ] as const) {
        test(`the flow of ${name} can be read by everybody and is not cut off`, async ({ page }) => {
          await openFlow(page, list, name);
          await expectLive(page);
          await expect(steps(page).getByRole('listitem').filter({ hasText: 'Step 7' })).toHaveCount(1);
          await expectFitsWidth(page);
          if (process.env.KEYLESS_SCREENSHOTS === '1')
            await page.screenshot({
              path: path.join(root, `docs/screenshots/flow-${name}-${colorScheme}-${width}.png`),
              fullPage: true,
            });
          await expectAccessible(page);
        });
      }
    });
  }
}

test('each step is opened with the keyboard, and has an address', async ({ page }) => {
  await openFlow(page, '/vms', 'vm-batch-01');
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    const link = steps(page).getByRole('link', { name: new RegExp(`^Step ${number}: `) });
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`[?&]step=${number}`));
    await expect(link).toHaveAttribute('aria-current', 'step');
    await expect(
      page.getByRole('heading', { level: 2, name: new RegExp(`^Step ${number}: `) }),
    ).toBeVisible();
  }
  await page.getByRole('link', { name: 'Previous step' }).click();
  await expect(page).toHaveURL(/[?&]step=6/);
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: 'Step 6: Token issued' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Step 6: Token issued' })).toContainText(
    'The token itself never leaves the VM.',
  );
});

test('the request for a token is there whole, with its header and parameters', async ({ page }) => {
  await openFlow(page, '/vms', 'vm-batch-01');
  await steps(page)
    .getByRole('link', { name: /^Step 5: / })
    .click();
  const panel = page.getByRole('region', { name: /^Step 5: Code asks for a token/ });
  await expect(panel.getByRole('button', { name: /copy Request/ })).toHaveAttribute(
    'title',
    /GET http:\/\/169\.254\.169\.254\/metadata\/identity\/oauth2\/token\?api-version=2018-02-01&resource=https/,
  );
  await expect(panel).toContainText('Metadata: true');
});

test('all of it can be read as text', async ({ page }) => {
  await openFlow(page, '/vms', 'vm-batch-01');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('link', { name: 'Read as text' }).click();
  await expect(page).toHaveURL(/[?&]view=text/);
  await expect(steps(page).getByRole('heading', { level: 2 })).toHaveCount(7);
  await expect(steps(page)).toContainText('Azure has no API that shows this');
  await expectAccessible(page);
});

test('an identity that is attached to no VM says which steps are not possible, and why', async ({ page }) => {
  await openFlow(page, '/identities', 'id-tmp-01');
  await expect(page.getByRole('note')).toContainText('Stops at step 3.');
  for (const number of [3, 5, 6, 7])
    await expect(
      steps(page).getByRole('link', { name: new RegExp(`^Step ${number}: .*Not possible`) }),
    ).toBeVisible();
  await expect(page.getByRole('note').getByRole('link', { name: 'Attach to a VM' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run probe' })).toHaveAttribute('aria-disabled', 'true');
});

test('a VM without an identity says what it would need', async ({ page }) => {
  await page.goto('/vms?identityType=None');
  const first = page.getByRole('grid').getByRole('row').filter({ hasText: 'None' }).getByRole('link').first();
  await first.click();
  await expect(page.getByText('No identity, no flow')).toBeVisible();
  await page.goto(page.url().replace('/vms/', '/flow/'));
  await expect(page.getByText(/has no identity$/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Assign identity' }).first()).toBeVisible();
});

test('what cannot be read is not shown as if it were absent', async ({ page }) => {
  await page.goto(
    '/flow/subscriptions/0b8c2d14-54a4-4b16-9d0e-3ad5d4f0f001/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v',
  );
  await expect(page.getByText('You may not read this')).toBeVisible();
  await expect(page.getByText(/is not visible to you: this resource may exist/)).toBeVisible();
});

test('a probe from the flow proves it, step by step, and the strip on the VM says so', async ({ page }) => {
  test.slow();
  await openFlow(page, '/vms', 'vm-batch-01');
  await expect(page.getByRole('note')).toContainText('Not proved yet.');
  const flow = page.url();
  await page.getByRole('button', { name: 'Run probe' }).click();
  await expect(page).toHaveURL(/\/plans\//);
  await page.getByRole('button', { name: 'Run 1 step' }).click();
  await expect(page).toHaveURL(/\/operations\//);
  await page.goto(flow);
  // Whether it works or stops is the target's affair; that it was tried is on the page when the probe has ended.
  await expect(page.getByText(/Last probe .* by you/)).toBeVisible({ timeout: 120_000 });
  await expect(steps(page).getByRole('link', { name: /^Step 6: Token issued.*Done.*Proved/ })).toBeVisible();
  await expect(
    steps(page).getByRole('link', { name: /^Step 3: .*Implied by step 6.*Inferred/ }),
  ).toBeVisible();
  await shoot(page, 'flow');
  await page.goto(flow.replace('/flow/', '/vms/').replace(/\?.*/, ''));
  const strip = page.getByRole('region', { name: 'Authentication flow' });
  await expect(strip.getByRole('listitem').filter({ hasText: 'Token issued' })).toContainText('Done');
  await expectAccessible(page);
});
