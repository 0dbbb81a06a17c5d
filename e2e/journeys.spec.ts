import { expect, type Locator, type Page } from '@playwright/test';
import { expectNoRow, grid } from './assertions.ts';
import { clientsOf } from './azure-client.ts';
import { test } from './fixtures.ts';
import { openMachine, runPlan } from './plan-steps.ts';

test.use({ persona: { suite: 'journeys', as: 'owner', scenario: 'contoso' } });
test.describe.configure({ mode: 'serial', timeout: 180_000 });

/** Clicks as a person counts them: everything pressed with the mouse. Nothing is typed in these journeys. */
class Hand {
  clicks = 0;

  async press(target: Locator): Promise<void> {
    await target.click();
    this.clicks += 1;
  }
}

function startLink(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Start', exact: true });
}

async function answer(hand: Hand, page: Page, question: string, title: string): Promise<void> {
  await expect(page.getByRole('heading', { name: question })).toBeVisible();
  await hand.press(page.getByRole('link', { name: title }));
}

test('from no virtual machine and an existing vault to a proven secret read, with a system-assigned identity', async ({
  page,
  environment,
}) => {
  await page.goto('/');
  const hand = new Hand();
  await hand.press(startLink(page));
  await answer(hand, page, 'Where does your code run?', 'On a single Azure resource');
  await answer(hand, page, 'Must access exist before the resource does?', 'No, access can follow');
  await answer(hand, page, 'What must your code reach?', 'A secret in Key Vault');
  await answer(hand, page, 'Who creates these resources?', 'A person');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Use a system-assigned identity');
  await hand.press(page.getByRole('link', { name: 'Continue to the plan' }));
  await hand.press(page.getByRole('radio', { name: /kv-web-prod/ }));
  await hand.press(page.getByRole('radio', { name: /session-signing-key/ }));
  const download = page.waitForEvent('download');
  await hand.press(page.getByRole('button', { name: 'Generate key pair' }));
  expect((await download).suggestedFilename()).toBe('vm-app-01.pem');
  await hand.press(page.getByRole('button', { name: 'Review plan' }));
  await expect(page).toHaveURL(/\/plans\//);
  await hand.press(page.getByRole('button', { name: /^Run \d+ steps?/ }));
  await expect(page).toHaveURL(/\/operations\//);
  await expect(page.getByText(/the value was discarded on the virtual machine/i)).toBeVisible({
    timeout: 120_000,
  });
  expect(hand.clicks).toBeLessThanOrEqual(12);
  test.info().annotations.push({ type: 'clicks', description: String(hand.clicks) });
  const { virtualMachines } = clientsOf(environment.emulator, 'Contoso Prod').compute;
  expect((await virtualMachines.get('rg-app', 'vm-app-01')).identity?.type).toBe('SystemAssigned');
});

test('from two existing virtual machines to one user-assigned identity that both share, proven on each', async ({
  page,
}) => {
  await page.goto('/');
  const hand = new Hand();
  await hand.press(startLink(page));
  await answer(hand, page, 'Where does your code run?', 'On several Azure resources');
  await answer(hand, page, 'Should all of them have the same access?', 'Yes, they do the same work');
  await answer(hand, page, 'Must access exist before the resource does?', 'No, access can follow');
  await answer(hand, page, 'What must your code reach?', 'Azure resources themselves');
  await answer(hand, page, 'Who creates these resources?', 'A person');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Use one user-assigned identity');
  await hand.press(page.getByRole('link', { name: 'Continue to the plan' }));
  await hand.press(page.getByRole('radio', { name: /rg-web/ }).first());
  const machines = page.getByRole('group', { name: 'Virtual machines' });
  await hand.press(machines.getByRole('checkbox', { name: /vm-batch-01/ }));
  await hand.press(machines.getByRole('checkbox', { name: /vm-batch-02/ }));
  await hand.press(page.getByRole('button', { name: 'Review plan' }));
  await hand.press(page.getByRole('button', { name: /^Run \d+ steps?/ }));
  await expect(page).toHaveURL(/\/operations\//);
  await expect(page.getByText(/Answered with 200 in \d+ ms/)).toHaveCount(2, { timeout: 120_000 });
  await expect(page.getByRole('link', { name: 'id-app', exact: true })).toHaveCount(2);
  expect(hand.clicks).toBeLessThanOrEqual(12);
  test.info().annotations.push({ type: 'clicks', description: String(hand.clicks) });
});

test('one of them is deleted, and what survives is what the characteristics said', async ({
  page,
  environment,
}) => {
  await page.goto('/identities?q=id-app');
  await grid(page, 'Identities').getByRole('link', { name: 'id-app', exact: true }).click();
  await expect(page.getByText('Can be shared by more than one resource')).toBeVisible();
  await expect(page.getByText('Independent: deleted only explicitly')).toBeVisible();
  await expect(page.getByText(/Shared by 2 VMs/)).toBeVisible();
  await openMachine(page, 'vm-batch-02');
  await page.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByText('Its system-assigned identity', { exact: true })).toBeVisible();
  await page.getByLabel(/Type .*vm-batch-02/).fill('vm-batch-02');
  await runPlan(page);
  const { identities } = clientsOf(environment.emulator, 'Contoso Prod');
  const survivor = await identities.userAssignedIdentities.get('rg-app', 'id-app');
  expect(survivor.principalId).toMatch(/^[0-9a-f-]{36}$/);
  await page.goto('/identities?q=vm-batch-02');
  await expectNoRow(grid(page, 'Identities'), 'vm-batch-02');
  await page.goto('/identities?q=id-app');
  await grid(page, 'Identities').getByRole('link', { name: 'id-app', exact: true }).click();
  await expect(page.getByText(/Used by vm-batch-01 only/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Reader' }).first()).toBeVisible();
});
