import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectFitsWidth } from './assertions.ts';
import { clientsOf } from './azure-client.ts';
import { plantSecret } from './canary.ts';
import { test } from './fixtures.ts';
import { chooseWhere, next, runPlan, shoot, toReview } from './plan-steps.ts';

test.use({ persona: { suite: 'create-vm', as: 'owner', scenario: 'contoso' } });

async function basics(page: Page, name: string, image: string): Promise<void> {
  await page.goto('/vms/new');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create virtual machine');
  await chooseWhere(page, 'Contoso Dev', 'rg-dev', 'West Europe');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Image').selectOption({ label: image });
  await next(page);
}

/** From the page for networks on, with nothing more than defaults. */
async function goOn(page: Page): Promise<void> {
  await next(page);
  await page.getByRole('radio', { name: /^On/ }).check();
  await next(page);
  await toReview(page);
}

/** Confirms with a password. From then on it must not be met anywhere. */
async function confirmWith(page: Page, name: string, password: string): Promise<void> {
  const field = page.getByLabel(`Administrator password of ${name}`);
  await field.fill('correct-horse-seven');
  await expect(field).toHaveAccessibleDescription(/Use three of these/);
  await expect(page.getByRole('button', { name: /^Run 1 step/ })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page);
  await field.fill(password);
  await runPlan(page);
  plantSecret(password);
  expect(page.url()).not.toContain(password);
  await page.reload();
  await expect(page.getByText(/Read back from Azure/)).toBeVisible();
}

/** The public key in what is shown as the same in the Azure CLI. */
async function commandOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Azure CLI', exact: true }).click();
  return page.getByRole('region', { name: 'The plan as az' }).innerText();
}

test('a Windows Server 2016 VM is created with a password that is asked for last and kept nowhere', async ({
  page,
  environment,
}) => {
  await basics(page, 'vm-win-2016', 'Windows Server 2016 Datacenter');
  await expect(page.getByText(/asked for when you confirm the plan/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Generate key pair' })).toHaveCount(0);
  await goOn(page);
  await expect(page.getByText(/No Microsoft Entra directory role is needed/)).toBeVisible();
  expect(await commandOf(page)).toContain('2016-datacenter-gensecond');
  await confirmWith(page, 'vm-win-2016', 'Only-For-Windows-2016');
  const { virtualMachines } = clientsOf(environment.emulator, 'Contoso Dev').compute;
  const machine = await virtualMachines.get('rg-dev', 'vm-win-2016');
  expect(machine.storageProfile?.imageReference?.sku).toBe('2016-datacenter-gensecond');
  expect(machine.storageProfile?.osDisk?.osType).toBe('Windows');
});

test('an Ubuntu VM is created with a key pair made in the browser, whose private half never leaves it', async ({
  page,
  environment,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()}\n${request.postData() ?? ''}`));
  await basics(page, 'vm-ubuntu-key', 'Ubuntu Server 24.04 LTS');
  await expect(page.getByRole('button', { name: 'Next', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expect(
    page.getByText('Generate a key pair, or paste a public key.').filter({ visible: true }),
  ).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Generate key pair' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('vm-ubuntu-key.pem');
  await expect(page.getByText(/was saved as vm-ubuntu-key\.pem/)).toBeVisible();
  await expectAccessible(page);
  await expectFitsWidth(page);
  await shoot(page, 'create-vm-key');
  const privateKey = readFileSync(await file.path(), 'utf8');
  // Its beginning is the modulus, which is public; its end is nobody else's.
  const line = privateKey.split('\n').at(-6) ?? '';
  expect(line).toHaveLength(64);
  plantSecret(line);
  await goOn(page);
  const command = await commandOf(page);
  const publicKey = /ssh-rsa ([A-Za-z0-9+/=]+)/.exec(command)?.[1] ?? '';
  const { n = '', e = '' } = createPublicKey(createPrivateKey(privateKey)).export({ format: 'jwk' });
  const numbers = Buffer.from(publicKey, 'base64');
  expect(numbers.includes(Buffer.from(n, 'base64url'))).toBe(true);
  expect(numbers.includes(Buffer.from(e, 'base64url'))).toBe(true);
  await runPlan(page);
  expect(sent.filter((one) => one.includes(line) || one.includes('PRIVATE'))).toEqual([]);
  const { virtualMachines } = clientsOf(environment.emulator, 'Contoso Dev').compute;
  const machine = await virtualMachines.get('rg-dev', 'vm-ubuntu-key');
  const linux = machine.osProfile?.linuxConfiguration;
  expect(linux?.disablePasswordAuthentication).toBe(true);
  expect(linux?.ssh?.publicKeys?.[0]?.keyData).toContain(publicKey);
});

test('an Ubuntu VM is created with a password', async ({ page, environment }) => {
  await basics(page, 'vm-ubuntu-pw', 'Ubuntu Server 22.04 LTS');
  await page.getByRole('radio', { name: /^Password/ }).check();
  await expect(page.getByLabel('SSH public key')).toHaveCount(0);
  await goOn(page);
  expect(await commandOf(page)).toContain('--authentication-type password');
  await confirmWith(page, 'vm-ubuntu-pw', 'Only-For-Ubuntu-2204');
  const { virtualMachines } = clientsOf(environment.emulator, 'Contoso Dev').compute;
  const machine = await virtualMachines.get('rg-dev', 'vm-ubuntu-pw');
  expect(machine.osProfile?.linuxConfiguration?.disablePasswordAuthentication).toBe(false);
});
