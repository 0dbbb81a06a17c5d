import { expect } from '@playwright/test';
import { expectAccessible, expectFitsWidth, expectRowVisible, filterBy, grid } from './assertions.ts';
import { clientsOf } from './azure-client.ts';
import { test } from './fixtures.ts';
import { chooseScope, chooseWhere, next, openMachine, pick, runPlan, shoot, toReview } from './plan-steps.ts';

test.use({ persona: { suite: 'act', as: 'owner', scenario: 'contoso' } });

const publicKey = `ssh-ed25519 ${'A'.repeat(68)} me@example`;

test('a user-assigned identity is created, attached and granted in one plan, and is on screen at once', async ({
  page,
  environment,
}) => {
  await page.goto('/identities');
  await page.getByRole('link', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create a user-assigned identity');
  await chooseWhere(page, 'Contoso Prod', 'rg-orders', 'West Europe');
  await page.getByLabel('Name').fill('id-orders-reader');
  await page.getByLabel('Tags').fill('owner=team-orders');
  await expectAccessible(page);
  await shoot(page, 'create-identity');
  await next(page);
  await pick(page, 'Attach it to', 'vm-orders-01');
  await next(page);
  await chooseScope(page, 'rg-orders', 'Resource group');
  await page.getByRole('searchbox', { name: /Find a role/ }).fill('Monitoring Reader');
  await page.getByRole('radio', { name: /^Monitoring Reader/ }).check();
  // Complete, but not added to the list: it is part of the plan all the same.
  await toReview(page);
  await expect(
    page.getByRole('heading', { name: 'Create user-assigned identity id-orders-reader' }),
  ).toBeVisible();
  await expect(page.getByText(/Attach id-orders-reader to vm-orders-01/)).toBeVisible();
  await expect(page.getByText('az identity create').first()).toBeVisible();
  await page.goBack();
  await page.goForward();
  await expect(page.getByRole('button', { name: 'Run 3 steps' })).toBeVisible();
  const principal: [language: string, region: string, text: string][] = [
    ['Bicep', 'bicep', 'principalId: id_orders_reader.properties.principalId'],
    ['ARM JSON', 'arm', "userAssignedIdentities', 'id-orders-reader'), '2024-11-30').principalId]"],
    ['Terraform', 'terraform', 'azurerm_user_assigned_identity.id_orders_reader.principal_id'],
    ['Azure CLI', 'az', '--assignee-object-id "$id_orders_reader_principal_id"'],
  ];
  for (const [language, region, text] of principal) {
    await page.getByRole('button', { name: language, exact: true }).click();
    await expect(page.getByRole('region', { name: `The plan as ${region}` })).toContainText(text);
  }
  await expectAccessible(page);
  await expectFitsWidth(page);
  await shoot(page, 'review');
  await runPlan(page);
  await expectAccessible(page);
  await shoot(page, 'operation');
  await page.goto('/identities');
  await filterBy(page, 'id-orders-reader');
  await expectRowVisible(grid(page, 'Identities'), {
    Name: 'id-orders-reader',
    Kind: 'user',
    Sharing: 'One resource',
  });

  const azure = clientsOf(environment.emulator, 'Contoso Prod');
  const identity = await azure.identities.userAssignedIdentities.get('rg-orders', 'id-orders-reader');
  expect(identity.tags).toEqual({ owner: 'team-orders' });
  const machine = await azure.compute.virtualMachines.get('rg-orders', 'vm-orders-01');
  expect(Object.keys(machine.identity?.userAssignedIdentities ?? {}).join()).toContain('id-orders-reader');
  const roleAssignments = [];
  for await (const roleAssignment of azure.authorization.roleAssignments.listForResourceGroup('rg-orders', {
    filter: `principalId eq '${identity.principalId}'`,
  }))
    roleAssignments.push(roleAssignment.principalType);
  expect(roleAssignments).toEqual(['ServicePrincipal']);
});

test('a machine gets its own identity, and loses it again', async ({ page, environment }) => {
  const azure = clientsOf(environment.emulator, 'Contoso Dev');
  await openMachine(page, 'vm-dev-05');
  await page.getByRole('button', { name: 'Enable system-assigned' }).click();
  await runPlan(page);
  expect((await azure.compute.virtualMachines.get('rg-dev', 'vm-dev-05')).identity?.type).toContain(
    'SystemAssigned',
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/Disable the system-assigned identity of vm-dev-05/).first()).toBeVisible();
  await runPlan(page);
  expect(
    (await azure.compute.virtualMachines.get('rg-dev', 'vm-dev-05')).identity?.type ?? 'None',
  ).not.toContain('SystemAssigned');
});

test('a machine is created with both kinds of identity and a grant', async ({ page, environment }) => {
  await page.goto('/vms');
  await page.getByRole('link', { name: 'Create', exact: true }).click();
  await chooseWhere(page, 'Contoso Dev', 'rg-made-here', 'West Europe');
  await expect(page.getByText('New resource group. It’s created first.')).toBeVisible();
  await page.getByLabel('Name').fill('vm-made-here');
  await next(page);
  await page.getByLabel('SSH public key').fill('-----BEGIN OPENSSH PRIVATE KEY-----');
  await expect(page.getByText(/Never paste a private one/).first()).toBeVisible();
  await page.getByLabel('SSH public key').fill(publicKey);
  await next(page);
  await page.getByRole('radio', { name: /^On/ }).check();
  await pick(page, 'User-assigned identities', 'id-tmp-01');
  await next(page);
  await toReview(page);
  await expect(page.getByRole('heading', { name: 'Create resource group rg-made-here' })).toBeVisible();
  await expectAccessible(page);
  await shoot(page, 'create-machine');
  await runPlan(page);
  const azure = clientsOf(environment.emulator, 'Contoso Dev');
  const machine = await azure.compute.virtualMachines.get('rg-made-here', 'vm-made-here');
  expect(machine.identity?.type).toBe('SystemAssigned, UserAssigned');
});

test('an identity that exists is attached to a machine that exists, may read one secret, and is detached again', async ({
  page,
  environment,
}) => {
  const azure = clientsOf(environment.emulator, 'Contoso Dev');
  await openMachine(page, 'vm-dev-06');
  await page.getByRole('link', { name: 'Give it an identity' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Give vm-dev-06 an identity');
  await pick(page, 'User-assigned identities', 'id-tmp-01');
  await expectAccessible(page);
  await shoot(page, 'give-identity');
  await next(page);
  const vault = `/subscriptions/${environment.emulator.subscription('Contoso Prod')}/resourceGroups/rg-orders/providers/Microsoft.KeyVault/vaults/kv-orders-prod`;
  const scope = page.getByRole('group', { name: 'Scope', exact: true });
  await scope.getByRole('searchbox').fill(vault);
  await expect(scope.getByRole('radio', { name: /^kv-orders-prod/ })).toBeChecked();
  await page
    .getByRole('group', { name: 'Limit to one secret' })
    .getByRole('radio', { name: 'queue-key' })
    .check();
  await expect(
    page.getByText('Choose a role for queue-key, or clear it.').filter({ visible: true }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Review', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.getByRole('button', { name: 'Pull container images' }).click();
  await expect(page.getByRole('radio', { name: /^AcrPull.*has no effect on a secret/ })).toBeDisabled();
  await page.getByRole('button', { name: 'Read secrets' }).click();
  await page.getByRole('radio', { name: /^Key Vault Secrets User/ }).check();
  await page.getByRole('button', { name: 'Add role assignment' }).click();
  await expectAccessible(page);
  await shoot(page, 'access');
  await toReview(page);
  await runPlan(page);
  const identity = await azure.identities.userAssignedIdentities.get('rg-dev', 'id-tmp-01');
  const prod = clientsOf(environment.emulator, 'Contoso Prod');
  const scopes = [];
  for await (const roleAssignment of prod.authorization.roleAssignments.listForScope(
    `${vault}/secrets/queue-key`,
    {
      filter: `principalId eq '${identity.principalId}'`,
    },
  ))
    scopes.push(roleAssignment.scope);
  expect(scopes).toEqual([`${vault}/secrets/queue-key`]);

  await openMachine(page, 'vm-dev-06');
  await page.getByRole('button', { name: 'Detach' }).click();
  await runPlan(page);
  const machine = await azure.compute.virtualMachines.get('rg-dev', 'vm-dev-06');
  expect(machine.identity?.userAssignedIdentities ?? {}).toEqual({});
});

test('a running machine is restarted from its page; a deallocated one says why it is not', async ({
  page,
}) => {
  await openMachine(page, 'vm-web-01');
  await page.getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByText(/Runs once/)).toBeVisible();
  await runPlan(page, /Azure reported the restart as done; nothing of it can be read back/);
  await openMachine(page, 'vm-web-10');
  const reason = page
    .getByRole('listitem')
    .filter({ hasText: 'Only a running virtual machine can be restarted' });
  await expect(reason.getByRole('link', { name: 'Source' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('restart');
  await page.getByRole('option', { name: 'Restart a virtual machine' }).click();
  await page.getByRole('combobox').fill('vm-web-01');
  await page
    .getByRole('option', { name: /vm-web-01/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Restart vm-web-01' })).toBeVisible();
});

test('machines are changed in bulk, each with its own result', async ({ page, environment }) => {
  await page.goto('/vms');
  await filterBy(page, 'vm-test-0');
  const table = grid(page, 'Virtual machines');
  await expect(table.getByRole('link')).toHaveCount(2);
  await table.getByRole('checkbox').first().check();
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Enable system-assigned' })
    .click();
  await runPlan(page);
  const { virtualMachines } = clientsOf(environment.emulator, 'Contoso Dev').compute;
  for (const name of ['vm-test-01', 'vm-test-02'])
    expect((await virtualMachines.get('rg-dev', name)).identity?.type).toBe('SystemAssigned');
});

test('grants are removed in bulk, each with its own result', async ({ page, environment }) => {
  await page.goto('/role-assignments?kind=orphan');
  const table = page.getByRole('grid');
  await expect(table.getByRole('link').first()).toBeVisible();
  await table.getByRole('checkbox').nth(1).check();
  await table.getByRole('checkbox').nth(2).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Remove…' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Remove 2 grants');
  const before = await roleAssignmentCount(environment.emulator);
  await runPlan(page);
  expect(await roleAssignmentCount(environment.emulator)).toBe(before - 2);
});

async function roleAssignmentCount(emulator: Parameters<typeof clientsOf>[0]): Promise<number> {
  let count = 0;
  for (const name of ['Contoso Prod', 'Contoso Staging', 'Contoso Dev', 'Contoso Platform']) {
    const { authorization } = clientsOf(emulator, name);
    for await (const roleAssignment of authorization.roleAssignments.listForSubscription())
      if (roleAssignment.scope?.startsWith('/subscriptions/')) count += 1;
  }
  return count;
}

test('deleting an identity names what is lost, asks for its name, and cannot be undone', async ({
  page,
  environment,
}) => {
  await page.goto('/identities');
  await filterBy(page, 'id-test-dev');
  await grid(page, 'Identities').getByRole('link', { name: 'id-test-dev', exact: true }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByText(/Type id-test-dev to confirm/).first()).toBeVisible();
  await page.getByLabel(/Type id-test-dev to confirm/).fill('id-test-dev');
  await expectAccessible(page);
  await shoot(page, 'delete');
  await runPlan(page);
  const { identities } = clientsOf(environment.emulator, 'Contoso Dev');
  await expect(identities.userAssignedIdentities.get('rg-dev', 'id-test-dev')).rejects.toThrow(/not found/);
});

test('a plan that moved since it was shown is shown again instead of being run', async ({
  page,
  environment,
}) => {
  await openMachine(page, 'vm-dev-03');
  await page.getByRole('button', { name: /system-assigned/ }).click();
  const run = page.getByRole('button', { name: /^Run 1 step/ });
  await expect(run).toBeVisible();
  const { compute } = clientsOf(environment.emulator, 'Contoso Dev');
  await compute.virtualMachines.update('rg-dev', 'vm-dev-03', { tags: { moved: 'yes' } });
  await run.click();
  await expect(page.getByText(/Something changed since this was shown, so nothing was done/)).toBeVisible();
  await runPlan(page);
});

test('an operation goes on after the portal was killed, and the page that shows it comes back by itself', async ({
  page,
  environment,
}) => {
  await openMachine(page, 'vm-dev-04');
  await page.getByRole('button', { name: /system-assigned/ }).click();
  await page.getByRole('button', { name: /^Run 1 step/ }).click();
  await expect(page).toHaveURL(/\/operations\/[0-9a-f-]{36}/);
  await environment.portal.kill();
  await environment.portal.restart();
  await expect(page.getByText(/Read back from Azure/)).toBeVisible({ timeout: 40_000 });
  const { compute } = clientsOf(environment.emulator, 'Contoso Dev');
  expect((await compute.virtualMachines.get('rg-dev', 'vm-dev-04')).identity?.type ?? 'None').toBe('None');
});

test('operations are listed, and the log of them can be taken away', async ({ page }) => {
  await page.goto('/operations');
  await expect(page.getByRole('table', { name: 'Operations' }).getByRole('link').first()).toBeVisible();
  await expectAccessible(page);
  await shoot(page, 'operations');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export activity log' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('keyless-activity.ndjson');
});
