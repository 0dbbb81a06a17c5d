import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import SqliteDatabase from 'better-sqlite3';
import { expectAccessible, filterBy, grid } from './assertions.ts';
import { clientsOf, withIdentity } from './azure-client.ts';
import { callAction, draftPlan } from './environment/actions.ts';
import { Portal } from './environment/portal.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'plans', as: 'owner', scenario: 'contoso' } });

const planUrl = /\/plans\/([0-9a-f-]{36})/;
const operationUrl = /\/operations\/[0-9a-f-]{36}/;
const run = (page: Page) => page.getByRole('button', { name: /^Run \d+ steps?/ });

/** Drafts the plan behind a button of a machine's page; its ID. */
async function draftOn(page: Page, machine: string, button: string | RegExp): Promise<string> {
  await page.goto('/vms');
  await filterBy(page, machine);
  await grid(page, 'Virtual machines').getByRole('link', { name: machine, exact: true }).click();
  await page.getByRole('button', { name: button }).click();
  return planOf(page);
}

/** ID of the plan whose review is on screen. */
async function planOf(page: Page): Promise<string> {
  await expect(page).toHaveURL(planUrl);
  await expect(run(page)).toBeVisible();
  return planUrl.exec(page.url())?.[1] ?? '';
}

async function expectDone(page: Page): Promise<void> {
  await expect(page).toHaveURL(operationUrl);
  await expect(page.getByText(/Read back from Azure/)).toBeVisible({ timeout: 60_000 });
}

test('a plan is confirmed before the page has its scripts, and says so there when Azure changed', async ({
  page,
  environment,
}) => {
  const id = await draftOn(page, 'vm-dev-05', /system-assigned/);
  await page.route(/\/_next\/static\/.*\.js/, (route) => route.abort());
  await page.goto(`/plans/${id}`);
  await expect(run(page)).toBeEnabled();
  const { compute } = clientsOf(environment.emulator, 'Contoso Dev');
  await compute.virtualMachines.update('rg-dev', 'vm-dev-05', { tags: { changed: 'yes' } });
  await run(page).click();
  await expect(page.getByText(/Something changed since this was shown, so nothing was done/)).toBeVisible();
  await expect(page).toHaveURL(planUrl);
  await run(page).click();
  await expect(page).toHaveURL(`${environment.portal.url}/operations/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'system-assigned identity of vm-dev-05',
  );
  await page.unroute(/\/_next\/static\/.*\.js/);
  await page.goto(`/plans/${id}`);
  await expect(page.getByText(/Read back from Azure/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('az vm identity').first()).toBeVisible();
});

test('somebody else opens the plan: checked against their rights, under what its steps say', async ({
  page,
  environment,
  browser,
}) => {
  const id = await draftOn(page, 'vm-dev-06', /system-assigned/);
  const title = await page.getByRole('heading', { level: 3 }).first().textContent();
  const portal = await Portal.start({
    emulator: environment.emulator,
    as: 'reader',
    folder: environment.folder,
  });
  const context = await browser.newContext({ storageState: portal.storageState, baseURL: portal.url });
  try {
    const other = await context.newPage();
    await other.goto('/operations');
    await other
      .getByRole('table', { name: 'Drafts' })
      .getByRole('link', { name: title ?? '' })
      .click();
    await expect(other).toHaveURL(`${portal.url}/plans/${id}`);
    await expect(other.getByRole('heading', { level: 1 })).toHaveText(title ?? '');
    await expect(other.getByText(/checked against what you may do/)).toBeVisible();
    await expect(other.getByText('You cannot do this step.')).toBeVisible();
    await expect(other.getByRole('button', { name: 'Delete draft' })).toHaveCount(0);
    await expectAccessible(other);
    await run(page).click();
    await expectDone(page);
    await other.reload();
    await expect(other.getByRole('heading', { level: 1 })).toContainText('This plan was confirmed');
  } finally {
    // Its event stream would keep the portal.
    await context.close();
    await portal.stop();
  }
});

test('the portal is killed between draft and confirmation, and the plan is there again', async ({
  page,
  environment,
}) => {
  const id = await draftOn(page, 'vm-dev-03', /system-assigned/);
  await environment.portal.kill();
  await environment.portal.restart();
  await page.goto(`/plans/${id}`);
  await run(page).click();
  await expectDone(page);
});

test('confirmed four times at once it is one operation', async ({ page, environment, context }) => {
  const id = await draftOn(page, 'vm-dev-04', /system-assigned/);
  const pages = [page, await context.newPage(), await context.newPage(), await context.newPage()];
  for (const one of pages.slice(1)) await one.goto(`/plans/${id}`);
  for (const one of pages) await expect(run(one)).toBeVisible();
  await Promise.all(pages.map((one) => run(one).click()));
  for (const one of pages) await expect(one).toHaveURL(`${environment.portal.url}/operations/${id}`);
  await expectDone(page);
  for (const one of pages.slice(1)) await one.close();
  await page.goto('/operations');
  await expect(
    page.getByRole('table', { name: 'Operations' }).getByRole('link', { name: /vm-dev-04/ }),
  ).toHaveCount(1);
});

test('what is deleted is used elsewhere by now: nothing is done, and what changed is marked', async ({
  page,
  environment,
}) => {
  const azure = clientsOf(environment.emulator, 'Contoso Dev');
  await page.goto('/identities');
  await filterBy(page, 'id-test-dev');
  await grid(page, 'Identities').getByRole('link', { name: 'id-test-dev', exact: true }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await planOf(page);
  const identity = await azure.identities.userAssignedIdentities.get('rg-dev', 'id-test-dev');
  const machine = await azure.compute.virtualMachines.get('rg-dev', 'vm-test-01');
  await azure.compute.virtualMachines.update('rg-dev', 'vm-test-01', {
    identity: withIdentity(machine, identity.id ?? ''),
  });
  await page.getByLabel(/Type id-test-dev to confirm/).fill('id-test-dev');
  await run(page).click();
  const stale = page.getByRole('alert').filter({ hasText: /Something changed since this was shown/ });
  await expect(stale).toContainText('What changes: 1 line marked as changed.');
  await expect(page.getByRole('row', { name: /vm-test-01 loses id-test-dev Changed/ })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByLabel(/Type id-test-dev to confirm/)).toHaveValue('id-test-dev');
  await azure.identities.userAssignedIdentities.get('rg-dev', 'id-test-dev');
});

test('an expired plan says so, one that never was too', async ({ page, environment }) => {
  const id = await draftOn(page, 'vm-test-02', /system-assigned/);
  const database = new SqliteDatabase(path.join(environment.folder, 'keyless.sqlite'));
  database.prepare('update plan_draft set expires_at = 1 where id = ?').run(id);
  database.close();
  await run(page).click();
  await expect(page.getByText('This plan has expired')).toBeVisible();
  await page.getByRole('button', { name: 'Delete draft' }).click();
  await expect(page).toHaveURL(/\/operations$/);
  await page.goto(`/plans/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Plan not found');
});

test('Edit leads back into the form with everything filled in, and the plan keeps its address', async ({
  page,
  environment,
}) => {
  const scope = `/subscriptions/${environment.emulator.subscription('Contoso Prod')}`;
  await page.goto(`/identities/new?scope=${encodeURIComponent(scope)}`);
  await page.getByLabel('Subscription').selectOption({ label: 'Contoso Prod' });
  await page.getByLabel('Resource group').fill('rg-orders');
  await expect(
    page.getByLabel('Region', { exact: true }).locator('option', { hasText: 'West Europe' }),
  ).toHaveCount(1);
  await page.getByLabel('Region', { exact: true }).selectOption({ label: 'West Europe' });
  await page.getByLabel('Name').fill('id-edited-1');
  await page.getByLabel('Tags').fill('owner=web');
  for (let pages = 0; pages < 2; pages += 1)
    await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  const id = await planOf(page);
  expect(new URL(page.url()).searchParams.get('scope')).toBe(scope);
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Basics', exact: true }).click();
  await expect(page.getByLabel('Name')).toHaveValue('id-edited-1');
  await expect(page.getByLabel('Tags')).toHaveValue('owner=web');
  await expect(page.getByLabel('Resource group')).toHaveValue('rg-orders');
  await page.getByLabel('Name').fill('id-edited-2');
  for (let pages = 0; pages < 2; pages += 1)
    await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  expect(await planOf(page)).toBe(id);
  await expect(
    page.getByRole('heading', { name: 'Create user-assigned identity id-edited-2' }),
  ).toBeVisible();
  await run(page).click();
  await expectDone(page);
  expect(new URL(page.url()).searchParams.get('scope')).toBe(scope);
});

test('an action of another build is told from a failure, and what was typed stays', async ({ page }) => {
  await page.goto('/identities');
  await filterBy(page, 'id-tmp-01');
  await grid(page, 'Identities').getByRole('link', { name: 'id-tmp-01', exact: true }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await planOf(page);
  await page.getByLabel(/Type id-tmp-01 to confirm/).fill('id-tmp-01');
  await page.route(planUrl, (route, request) =>
    request.method() === 'POST'
      ? route.continue({ headers: { ...request.headers(), 'next-action': '7f'.repeat(21) } })
      : route.continue(),
  );
  await run(page).click();
  await expect(page.getByText(/Keyless was updated since this page was loaded/)).toBeVisible();
  await expect(page.getByLabel(/Type id-tmp-01 to confirm/)).toHaveValue('id-tmp-01');
  await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
});

test('an operation whose stream is refused is followed all the same', async ({ page }) => {
  await page.route(/\/api\/operations\/[^/]+\/events/, (route) => route.fulfill({ status: 503 }));
  await draftOn(page, 'vm-test-02', /system-assigned/);
  await run(page).click();
  await expectDone(page);
});

test('a name that lies about a role is refused, and the role itself is shown by its own name', async ({
  page,
  environment,
}) => {
  const { portal } = environment;
  const prod = `/subscriptions/${environment.emulator.subscription('Contoso Prod')}/resourceGroups/rg-orders`;
  const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
  const input = {
    principalResourceId: `${prod}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`,
    scope: prod,
    roleGuid: owner,
  };
  const lie = { kind: 'assign-role', stage: 0, input: { ...input, roleName: 'Reader' } };
  const refused = await callAction(portal, '/identities/new', 'createDraft', {
    title: 'Give id-orders Reader',
    steps: [lie],
  });
  expect(refused).toMatchObject({ status: 200, result: { ok: false, kind: 'invalid' } });
  const id = await draftPlan(portal, 'A grant', [{ ...lie, input }]);
  await page.goto(`/plans/${id}`);
  await expect(page.getByRole('heading', { level: 3, name: /Owner/ })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('Reader');
});

test('a long plan says how far its review is', async ({ environment }) => {
  const { portal } = environment;
  const groupId = `/subscriptions/${environment.emulator.subscription('Contoso Dev')}/resourceGroups/rg-dev`;
  const total = 500;
  const steps = Array.from({ length: total }, (_, index) => ({
    kind: 'create-identity',
    stage: 0,
    input: { groupId, name: `id-many-${index}`, location: 'westeurope' },
  }));
  const id = await draftPlan(portal, 'Many', steps);
  const html = await (await portal.fetch(`/plans/${id}`)).text();
  const told = [...html.replaceAll('<!-- -->', '').matchAll(/Reviewed (\d+) of 500 steps/g)];
  const counts = [...new Set(told.map(([, count]) => Number(count)))];
  expect(counts[0]).toBe(0);
  expect(counts.length).toBeGreaterThan(5);
  expect(counts).toEqual([...counts].sort((left, right) => left - right));
  expect(Math.max(...counts)).toBeLessThanOrEqual(total);
  expect(html.indexOf('Run 500 steps')).toBeGreaterThan(html.lastIndexOf('Reviewed '));
});

test('whoever leaves at once is told when the operation has ended', async ({ page }) => {
  await draftOn(page, 'vm-dev-03', /system-assigned/);
  await run(page).click();
  await expect(page).toHaveURL(operationUrl);
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(
    page.getByRole('status').getByRole('link', { name: /system-assigned identity of vm-dev-03/ }),
  ).toBeVisible();
});
