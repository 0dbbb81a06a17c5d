import { expect, type Page } from '@playwright/test';
import { expectLive } from './assertions.ts';
import { confirmPlan, draftPlan } from './environment/actions.ts';
import { type TestEnvironment, test } from './fixtures.ts';

test.use({ persona: { suite: 'operations', as: 'owner', scenario: 'contoso' } });

/** Long enough to leave a page meanwhile, far shorter than the time between two looks at what runs. */
const takesSeconds = 2;

/** A plan that creates an identity, which Azure lets wait. */
async function slowPlan({ emulator, portal }: TestEnvironment, name: string): Promise<string> {
  await emulator.addFault({
    kind: '429',
    count: 1,
    match: `userAssignedIdentities/${name}`,
    method: 'PUT',
    retryAfterSeconds: takesSeconds,
  });
  const groupId = `/subscriptions/${emulator.subscription('Contoso Prod')}/resourceGroups/rg-web`;
  const input = { groupId, name, location: 'westeurope' };
  return draftPlan(portal, `Create ${name}`, [{ kind: 'create-identity', stage: 0, input }]);
}

const operations = (page: Page) => page.getByRole('table', { name: 'Operations' });

test('whoever leaves a short operation is told of its end, once', async ({ page, environment }) => {
  await page.goto(`/plans/${await slowPlan(environment, 'id-toast')}`);
  await page.getByRole('button', { name: 'Run 1 step' }).click();
  await expect(page).toHaveURL(/\/operations\//);
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /^Virtual machines/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Virtual machines');
  const toast = page.getByRole('status').getByRole('link', { name: /id-toast/ });
  await expect(toast).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'id-toast' })).toContainText('succeeded');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(toast).toHaveCount(0);
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /^Operations/ })
    .click();
  await expect(operations(page).getByRole('row').filter({ hasText: 'id-toast' })).toContainText('succeeded');
  await expect(toast).toHaveCount(0);
});

test('pages nobody touches follow what runs: the operation and the list', async ({
  page,
  environment,
  context,
}) => {
  const id = await slowPlan(environment, 'id-followed');
  const list = await context.newPage();
  await confirmPlan(environment.portal, id);
  await Promise.all([page.goto(`/operations/${id}`), list.goto('/operations')]);
  await expect(operations(list).getByRole('row').filter({ hasText: 'id-followed' })).toContainText('running');
  await expect(page.getByText(/Read back from Azure/)).toBeVisible();
  await expect(operations(list).getByRole('row').filter({ hasText: 'id-followed' })).toContainText(
    'succeeded',
  );
});

test('an untouched list shows an operation begun elsewhere', async ({ page, environment }) => {
  await page.goto('/operations');
  await expectLive(page);
  await confirmPlan(environment.portal, await slowPlan(environment, 'id-elsewhere'));
  await expect(operations(page).getByRole('row').filter({ hasText: 'id-elsewhere' })).toContainText(
    'succeeded',
  );
});

test.describe('without any script', () => {
  test.use({ javaScriptEnabled: false });

  test('operations, drafts and one operation are on their pages', async ({ page, environment }) => {
    await slowPlan(environment, 'id-drafted');
    const done = await slowPlan(environment, 'id-done');
    await confirmPlan(environment.portal, done);
    await (await environment.portal.fetch(`/api/operations/${done}/events`)).text();
    await page.goto('/operations');
    await expect(operations(page)).toContainText('id-done');
    await expect(page.getByRole('table', { name: 'Drafts' })).toContainText('id-drafted');
    await page.goto(`/operations/${done}`);
    await expect(page.getByText(/Read back from Azure/)).toBeVisible();
    await expect(page.getByText('az identity create').first()).toBeVisible();
  });
});
