import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../sdk-test-support.ts';
import { blobContainers } from './tables.ts';

let tenant: Tenant;
const apiVersion = 'api-version=2023-05-01';

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

it('lists an account’s containers in Azure Resource Manager to whoever may read them', async () => {
  const account = `${tenant.group}/providers/Microsoft.Storage/storageAccounts/stlisted`;
  await tenant.owner.send('PUT', `${account}?${apiVersion}`, {
    location: 'westeurope',
    sku: { name: 'Standard_LRS' },
    kind: 'StorageV2',
  });
  const table = tenant.emulator.world.table(blobContainers);
  for (const name of ['logs', 'exports'])
    table.put({ accountId: account, name, createdTime: tenant.emulator.clock.now(), etag: '"0x1"' });
  const containers = `${account}/blobServices/default/containers`;
  const answer = await tenant.owner.send('GET', `${containers}?${apiVersion}`);
  expect(await answer.json()).toMatchObject({
    value: [
      {
        name: 'exports',
        id: `${containers}/exports`,
        type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
      },
      { name: 'logs' },
    ],
  });
  expect((await tenant.owner.send('GET', `${containers}/logs?${apiVersion}`)).status).toBe(200);
  expect((await tenant.owner.send('GET', `${containers}/none?${apiVersion}`)).status).toBe(404);
  const stranger = tenant.withRoles({ role: 'Managed Identity Operator', scope: tenant.group });
  expect((await stranger.send('GET', `${containers}?${apiVersion}`)).status).toBe(403);
});
