import { expect, type Page } from '@playwright/test';
import { expectLive, expectNoRow, expectRowVisible, filterBy, grid } from './assertions.ts';
import { computeOf, withIdentity } from './azure-client.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'live', as: 'owner', scenario: 'contoso' } });

/** A change made by somebody else is on the screen after at most this. */
const visibleWithinMs = 5000;

/** The number in front of some words of the characteristics table. */
async function fact(page: Page, words: RegExp): Promise<number> {
  const table = page.getByRole('table', { name: /Characteristics/ });
  const match = words.exec((await table.innerText()).replace(/\s+/g, ' '));
  return Number(match?.[1] ?? -1);
}

const onNoResource = /([\d,]+) (?:is|are) on no resource/;

test('an identity attached by somebody else shows everywhere, without a reload', async ({
  context,
  environment,
}) => {
  const [overview, identities, host] = [
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
  ];
  await overview.goto('/');
  await expectLive(overview);
  await identities.goto('/identities');
  await filterBy(identities, 'id-tmp-01');
  await expectRowVisible(grid(identities, 'Identities'), { Name: 'id-tmp-01', Sharing: 'No resource' });
  await host.goto('/vms');
  await filterBy(host, 'vm-dev-01');
  await grid(host, 'Virtual machines').getByRole('link', { name: 'vm-dev-01', exact: true }).click();
  await expect(host.getByRole('heading', { level: 1, name: 'vm-dev-01' })).toBeVisible();
  await expect(host.getByRole('link', { name: 'id-tmp-01' })).toHaveCount(0);
  const before = await fact(overview, onNoResource);
  expect(before).toBeGreaterThan(1);

  const compute = computeOf(environment.emulator, 'Contoso Dev');
  const machine = await compute.virtualMachines.get('rg-dev', 'vm-dev-01');
  const identityArmId = `/subscriptions/${environment.emulator.subscription('Contoso Dev')}/resourceGroups/rg-dev/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-tmp-01`;
  await compute.virtualMachines.update('rg-dev', 'vm-dev-01', {
    identity: withIdentity(machine, identityArmId),
  });

  await expect.poll(() => fact(overview, onNoResource), { timeout: visibleWithinMs }).toBe(before - 1);
  await expect(overview.getByText(/id-tmp-01 attached to vm-dev-01/)).toBeVisible({
    timeout: visibleWithinMs,
  });
  await expectRowVisible(
    grid(identities, 'Identities'),
    { Name: 'id-tmp-01', Sharing: 'One resource' },
    visibleWithinMs,
  );
  await expect(host.getByRole('link', { name: 'id-tmp-01' }).first()).toBeVisible({
    timeout: visibleWithinMs,
  });
  await expect(identities.getByRole('searchbox', { name: 'Filter names and ids' })).toHaveValue('id-tmp-01');
});

test('a machine deleted by somebody else takes its own identity with it, and the reader keeps the place', async ({
  context,
  environment,
}) => {
  const [overview, machines, identities, detail] = [
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
  ];
  await overview.goto('/');
  await expectLive(overview);
  const system = overview.getByRole('columnheader', { name: /System-assigned/ });
  const before = Number(/\d+/.exec(await system.innerText())?.[0]);
  await machines.goto('/vms?sort=-name');
  const table = grid(machines, 'Virtual machines');
  await expect(table.getByRole('link').first()).toBeVisible();
  const scroller = table.locator('..');
  await scroller.evaluate((element) => element.scrollTo({ top: 600 }));
  await identities.goto('/identities');
  await filterBy(identities, 'vm-batch-02');
  await expectRowVisible(grid(identities, 'Identities'), { Name: 'vm-batch-02', Kind: 'system' });
  await detail.goto('/vms');
  await filterBy(detail, 'vm-batch-02');
  await grid(detail, 'Virtual machines').getByRole('link', { name: 'vm-batch-02', exact: true }).click();
  await expect(detail.getByRole('heading', { level: 1, name: 'vm-batch-02' })).toBeVisible();
  const rowsBefore = Number(await table.getAttribute('aria-rowcount'));
  const placeBefore = await scroller.evaluate((element) => element.scrollTop);
  expect(placeBefore).toBeGreaterThan(0);

  await computeOf(environment.emulator, 'Contoso Prod').virtualMachines.delete('rg-batch', 'vm-batch-02');

  await expect(system).toContainText(String(before - 1), { timeout: visibleWithinMs });
  await expect(table).toHaveAttribute('aria-rowcount', String(rowsBefore - 1), { timeout: visibleWithinMs });
  await expectNoRow(grid(identities, 'Identities'), 'vm-batch-02', visibleWithinMs);
  await expect(detail.getByRole('heading', { level: 1, name: 'Not in what you can see' })).toBeVisible({
    timeout: visibleWithinMs,
  });
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(placeBefore);
  expect(machines.url()).toContain('sort=-name');
});
