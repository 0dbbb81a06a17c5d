import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArmResource } from '../../core/contract/entities.ts';
import { createSystemAssigned } from '../../core/rules/lifecycle.ts';
import { all, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

function put(type: string, name: string, more: Partial<ArmResource> = {}): ArmResource {
  const { emulator, subscriptionId } = tenant;
  const resourceGroup = more.resourceGroup ?? 'rg1';
  const now = emulator.clock.now();
  return emulator.world.resources.put({
    id: `${tenant.scope}/resourceGroups/${resourceGroup}/providers/${type}/${name}`,
    type,
    name,
    subscriptionId,
    resourceGroup,
    location: 'westeurope',
    tags: {},
    properties: {},
    etag: 1,
    createdTime: now,
    changedTime: now,
    ...more,
  });
}

describe('tenants and subscriptions', () => {
  it('are shown to their owner, with locations', async () => {
    const { subscriptions: client } = tenant.owner;
    expect(await all(client.tenants.list())).toMatchObject([
      { tenantId: tenant.emulator.world.tenantId, displayName: 'Contoso' },
    ]);
    expect(await all(client.subscriptions.list())).toMatchObject([
      { subscriptionId: tenant.subscriptionId, state: 'Enabled' },
    ]);
    const locations = await all(client.subscriptions.listLocations(tenant.subscriptionId));
    expect(locations.map((location) => location.name)).toContain('westeurope');
  });

  it('are shown to somebody with a role on one resource, hidden from a stranger', async () => {
    const site = put('Microsoft.Web/sites', 'small');
    const somebody = tenant.withRoles({ role: 'Reader', scope: site.id });
    expect(await all(somebody.subscriptions.subscriptions.list())).toHaveLength(1);
    const stranger = tenant.withRoles();
    expect(await all(stranger.subscriptions.subscriptions.list())).toEqual([]);
    expect(await refusal(stranger.subscriptions.subscriptions.get(tenant.subscriptionId))).toMatchObject({
      status: 403,
      code: 'AuthorizationFailed',
    });
    expect(await refusal(stranger.subscriptions.subscriptions.get(randomUUID()))).toMatchObject({
      status: 404,
      code: 'SubscriptionNotFound',
    });
  });
});

describe('resource groups', () => {
  it('are created, found, tagged and listed', async () => {
    const { resourceGroups } = tenant.owner.resources;
    const made = await resourceGroups.createOrUpdate('rg-new', { location: 'West Europe', tags: { a: '1' } });
    expect(made).toMatchObject({ location: 'westeurope', properties: { provisioningState: 'Succeeded' } });
    expect((await resourceGroups.update('RG-NEW', { tags: { b: '2' } })).tags).toEqual({ b: '2' });
    const head = (name: string) =>
      tenant.owner.send('HEAD', `${tenant.scope}/resourcegroups/${name}?api-version=2021-04-01`);
    expect((await head('rg-new')).status).toBe(204);
    expect((await head('rg-none')).status).toBe(404);
    expect((await all(resourceGroups.list())).map((group) => group.name)).toContain('rg-new');
    expect(await refusal(resourceGroups.get('rg-none'))).toMatchObject({
      status: 404,
      code: 'ResourceGroupNotFound',
      message: expect.stringContaining("Resource group 'rg-none' could not be found."),
    });
  });

  it('take everything in them along when deleted', async () => {
    const { world, clock } = tenant.emulator;
    const { resourceGroups } = tenant.owner.resources;
    await resourceGroups.createOrUpdate('rg-del', { location: 'westeurope' });
    const type = 'Microsoft.Compute/virtualMachines';
    const vm = put(type, 'vm', { resourceGroup: 'rg-del' });
    const system = createSystemAssigned(world, vm, clock.now());
    world.resources.put({ ...vm, identity: { type: 'SystemAssigned', system, user: [] } });
    const poller = resourceGroups.delete('rg-del');
    await poller.submitted();
    clock.advance(10_000);
    await poller.pollUntilDone();
    expect(world.resources.get(vm.id)).toBeUndefined();
    expect(world.principals.get(system.principalId)).toBeUndefined();
    expect(
      (await tenant.owner.send('HEAD', `${tenant.scope}/resourcegroups/rg-del?api-version=2021-04-01`))
        .status,
    ).toBe(404);
  });

  it('are listed as far as the caller may read them', async () => {
    const somebody = tenant.withRoles({ role: 'Reader', scope: tenant.group });
    expect((await all(somebody.resources.resourceGroups.list())).map((group) => group.name)).toEqual(['rg1']);
  });
});

describe('resources of every type', () => {
  it('are filtered, and show identity, sku, kind, tags and the times asked for', async () => {
    put('Microsoft.Storage/storageAccounts', 'sa1', {
      kind: 'StorageV2',
      sku: { name: 'Standard_LRS' },
      tags: { owner: 'data' },
      identity: { type: 'UserAssigned', user: [{ id: '/x', principalId: 'p', clientId: 'c' }] },
    });
    put('Microsoft.Logic/workflows', 'flow');
    const { resources } = tenant.owner.resources;
    const filter = "resourceType eq 'microsoft.storage/storageaccounts'";
    const found = await all(resources.list({ filter, expand: 'createdTime,changedTime,provisioningState' }));
    expect(found).toMatchObject([
      {
        name: 'sa1',
        kind: 'StorageV2',
        sku: { name: 'Standard_LRS' },
        tags: { owner: 'data' },
        provisioningState: 'Succeeded',
      },
    ]);
    expect(found[0]?.createdTime).toBeInstanceOf(Date);
    expect(found[0]?.identity?.type).toBe('UserAssigned');
    const either = `${filter} or resourceType eq 'Microsoft.Logic/workflows'`;
    expect(
      (await all(resources.listByResourceGroup('rg1', { filter: either }))).map((row) => row.name),
    ).toEqual(['sa1', 'flow']);
    const both =
      "(resourceType eq 'Microsoft.Logic/workflows' or name eq 'sa1') and location eq 'westeurope'";
    expect(await all(resources.list({ filter: both }))).toHaveLength(2);
    expect(await refusal(all(resources.list({ filter: 'nonsense' })))).toMatchObject({
      status: 400,
      code: 'InvalidFilterInQueryString',
    });
  });

  it('come in pages of 1,000', async () => {
    for (let index = 0; index < 1001; index += 1)
      put('Microsoft.Automation/automationAccounts', `aa${index}`);
    const filter = "resourceType eq 'Microsoft.Automation/automationAccounts'";
    const path = `${tenant.scope}/resources?api-version=2021-04-01&$filter=${encodeURIComponent(filter)}`;
    const first = await (await tenant.owner.send('GET', path)).json();
    expect(first.value).toHaveLength(1000);
    expect(await all(tenant.owner.resources.resources.list({ filter }))).toHaveLength(1001);
  });

  it('are read by their own provider, and by id when there is none here', async () => {
    const read = (path: string) =>
      tenant.owner.send('GET', `${tenant.group}/providers/${path}?api-version=2024-01-01`);
    expect(await (await read('Microsoft.Logic/workflows/flow')).json()).toMatchObject({
      name: 'flow',
      properties: {},
    });
    put('Microsoft.App/managedEnvironments', 'env');
    expect((await read('Microsoft.App/managedEnvironments/env')).status).toBe(200);
    expect(await (await read('Microsoft.App/managedEnvironments/none')).json()).toMatchObject({
      error: { code: 'ResourceNotFound' },
    });
    expect(await (await read('Contoso.Nothing/things/x')).json()).toMatchObject({
      error: { code: 'InvalidResourceNamespace' },
    });
    const write = await tenant.owner.send(
      'PUT',
      `${tenant.group}/providers/Microsoft.Web/sites/x?api-version=2024-01-01`,
      {},
    );
    expect(write.status).toBe(501);
  });
});

describe('management groups', () => {
  it('show the tree, the entities and the descendants', async () => {
    const { world } = tenant.emulator;
    world.managementGroups.put({ name: 'platform', displayName: 'Platform', parent: world.tenantId });
    const path = '/providers/Microsoft.Management/managementGroups';
    const version = 'api-version=2021-04-01';
    const tree = await (
      await tenant.owner.send('GET', `${path}/${world.tenantId}?${version}&$expand=children&$recurse=true`)
    ).json();
    expect(tree.properties.children).toMatchObject([
      { name: 'platform', children: [] },
      { type: '/subscriptions', name: tenant.subscriptionId },
    ]);
    const list = await (await tenant.owner.send('GET', `${path}?${version}`)).json();
    expect(list.value).toHaveLength(2);
    const below = await (
      await tenant.owner.send('GET', `${path}/${world.tenantId}/descendants?${version}`)
    ).json();
    expect(below.value).toHaveLength(2);
    const entities = await (
      await tenant.owner.send('POST', `/providers/Microsoft.Management/getEntities?${version}`)
    ).json();
    expect(entities.value).toHaveLength(3);
    const stranger = await tenant
      .withRoles()
      .send('POST', `/providers/Microsoft.Management/getEntities?${version}`);
    expect((await stranger.json()).value).toEqual([]);
  });
});

it('tells clients the api-versions of a provider', async () => {
  const response = await tenant.owner.send(
    'GET',
    `${tenant.scope}/providers/microsoft.compute?api-version=2021-04-01`,
  );
  const body = await response.json();
  expect(body).toMatchObject({ namespace: 'Microsoft.Compute' });
  expect(
    body.resourceTypes.find((type: { resourceType: string }) => type.resourceType === 'virtualMachines')
      .apiVersions[0],
  ).toMatch(/^\d{4}/);
});
