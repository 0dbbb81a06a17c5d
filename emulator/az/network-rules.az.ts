import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type AzTenant, group, startAzTenant } from './testing/az-tenant.ts';

let tenant: AzTenant;

beforeAll(async () => {
  tenant = await startAzTenant();
  await tenant.asOwner();
  await tenant.az.text(`group create -n ${group} -l westeurope`);
});
afterAll(() => tenant.close());

const rules = z.looseObject({ defaultAction: z.string() });
const account = z.looseObject({ networkRuleSet: rules, publicNetworkAccess: z.string() });
const vault = z.looseObject({ properties: z.looseObject({ networkAcls: rules }) });

it('closes and opens a storage account', async () => {
  const { az } = tenant;
  await az.text(`storage account create -g ${group} -n staz -l westeurope --sku Standard_LRS`);
  const closed = await az.json(account, `storage account update -g ${group} -n staz --default-action Deny`);
  expect(closed.networkRuleSet).toMatchObject({ defaultAction: 'Deny', bypass: 'AzureServices' });
  await az.text(`storage account network-rule add -g ${group} --account-name staz --ip-address 192.0.2.1`);
  const shown = await az.json(account, `storage account show -g ${group} -n staz`);
  expect(shown.networkRuleSet).toMatchObject({
    defaultAction: 'Deny',
    ipRules: [{ ipAddressOrRange: '192.0.2.1' }],
  });
  const gone = await az.json(
    account,
    `storage account update -g ${group} -n staz --public-network-access Disabled`,
  );
  expect(gone.publicNetworkAccess).toBe('Disabled');
});

it('closes a key vault', async () => {
  const { az } = tenant;
  await az.text(`keyvault create -g ${group} -n kv-az-rules -l westeurope --enable-rbac-authorization true`);
  const closed = await az.json(vault, `keyvault update -g ${group} -n kv-az-rules --default-action Deny`);
  expect(closed.properties.networkAcls).toMatchObject({ defaultAction: 'Deny', bypass: 'AzureServices' });
  await az.text(`keyvault network-rule add -g ${group} -n kv-az-rules --ip-address 192.0.2.1`);
  expect(await az.json(vault, `keyvault show -g ${group} -n kv-az-rules`)).toMatchObject({
    properties: { networkAcls: { ipRules: [{ value: expect.stringContaining('192.0.2.1') }] } },
  });
});
