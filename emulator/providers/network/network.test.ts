import { NetworkManagementClient } from '@azure/arm-network';
import { ClientSecretCredential } from '@azure/identity';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { required } from '../../core/test-support.ts';
import { all, startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;
let client: NetworkManagementClient;

beforeAll(async () => {
  tenant = await startTenant();
  const { tenantId, authority, resourceManager, servicePrincipals } = tenant.emulator.endpoints;
  const { clientId, secret } = required(servicePrincipals[0]);
  const credential = new ClientSecretCredential(tenantId, clientId, secret, {
    authorityHost: authority,
    disableInstanceDiscovery: true,
  });
  client = new NetworkManagementClient(credential, tenant.subscriptionId, {
    endpoint: resourceManager,
    credentials: { scopes: ['https://management.azure.com/.default'] },
  });
});
afterAll(() => tenant.emulator.close());

it('makes a network with subnets, and an interface with addresses, and deletes it again', async () => {
  const network = await client.virtualNetworks.createOrUpdate('rg1', 'net', {
    location: 'westeurope',
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: [{ name: 'default', addressPrefix: '10.0.0.0/24' }],
  });
  const subnet = required(network.subnets?.[0]);
  expect(subnet.id).toBe(`${network.id}/subnets/default`);
  expect((await client.subnets.get('rg1', 'net', 'DEFAULT')).addressPrefix).toBe('10.0.0.0/24');
  const made = await client.networkInterfaces.createOrUpdate('rg1', 'nic', {
    location: 'westeurope',
    ipConfigurations: [{ name: 'ip', subnet: { id: subnet.id } }],
  });
  expect(made.macAddress).toMatch(/^00-0D-3A-/);
  expect(made.ipConfigurations?.[0]?.privateIPAddress).toMatch(/^10\.0\./);
  expect((await all(client.networkInterfaces.listAll())).map((row) => row.name)).toEqual(['nic']);
  const poller = client.networkInterfaces.delete('rg1', 'nic');
  await poller.submitted();
  tenant.emulator.clock.advance(5000);
  await poller.pollUntilDone();
  expect(await all(client.networkInterfaces.list('rg1'))).toEqual([]);
});
