import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { required } from '../../../core/test-support.ts';
import { all, refusal, startTenant, type Tenant } from '../../sdk-test-support.ts';

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

async function create(name: string, identity?: { type: 'SystemAssigned' }) {
  const poller = tenant.owner.compute.virtualMachines.createOrUpdate('rg1', name, {
    location: 'West Europe',
    tags: { owner: 'shop' },
    hardwareProfile: { vmSize: 'Standard_D2s_v5' },
    storageProfile: { osDisk: { createOption: 'FromImage', osType: 'Linux' } },
    osProfile: { computerName: name, adminUsername: 'azureuser', adminPassword: 'not-shown-12A' },
    networkProfile: { networkInterfaces: [] },
    ...(identity ? { identity } : {}),
  });
  await poller.submitted();
  tenant.emulator.clock.advance(10_000);
  return poller.pollUntilDone();
}

async function powerState(name: string): Promise<string | undefined> {
  const view = await tenant.owner.compute.virtualMachines.instanceView('rg1', name);
  return view.statuses?.map((status) => status.code ?? '').find((code) => code.startsWith('PowerState/'));
}

describe('creating a virtual machine', () => {
  it('answers the machine, running, with normalized location and without its password', async () => {
    const vm = await create('new1', { type: 'SystemAssigned' });
    expect(vm).toMatchObject({
      name: 'new1',
      location: 'westeurope',
      provisioningState: 'Succeeded',
      osProfile: { computerName: 'new1' },
      identity: { type: 'SystemAssigned', principalId: expect.any(String) },
    });
    expect(JSON.stringify(vm)).not.toContain('not-shown-12A');
    expect(await powerState('new1')).toBe('PowerState/running');
  });

  it('answers 201 for a new machine and 200 for an update, with the etag of each write', async () => {
    const body = {
      location: 'westeurope',
      properties: { hardwareProfile: { vmSize: 'A' }, networkProfile: {} },
    };
    const path = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/new2?api-version=2024-07-01`;
    const first = await tenant.owner.send('PUT', path, body);
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"1"']);
    expect(await first.json()).toMatchObject({ properties: { provisioningState: 'Creating' } });
    const second = await tenant.owner.send('PUT', path, body);
    expect([second.status, second.headers.get('etag')]).toEqual([200, '"2"']);
  });

  it('keeps the identity when a later PUT has none', async () => {
    const before = await create('new3', { type: 'SystemAssigned' });
    const after = await create('new3');
    expect(after.identity?.principalId).toBe(before.identity?.principalId);
    expect(after.vmId).toBe(before.vmId);
  });

  it('keeps properties and tags when a later PUT states an identity and nothing else', async () => {
    const before = await create('new5');
    const path = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/new5?api-version=2024-07-01`;
    const body = { location: 'westeurope', identity: { type: 'SystemAssigned' } };
    expect((await tenant.owner.send('PUT', path, body)).status).toBe(200);
    tenant.emulator.clock.advance(10_000);
    const after = await tenant.owner.compute.virtualMachines.get('rg1', 'new5');
    expect(after.identity?.type).toBe('SystemAssigned');
    expect([after.tags, after.hardwareProfile, after.storageProfile, after.vmId]).toEqual([
      before.tags,
      before.hardwareProfile,
      before.storageProfile,
      before.vmId,
    ]);
  });

  it('refuses a network interface that does not exist', async () => {
    const id = `${tenant.group}/providers/Microsoft.Network/networkInterfaces/none`;
    const poller = tenant.owner.compute.virtualMachines.createOrUpdate('rg1', 'new4', {
      location: 'westeurope',
      hardwareProfile: { vmSize: 'Standard_D2s_v5' },
      networkProfile: { networkInterfaces: [{ id }] },
    });
    expect(await refusal(poller.pollUntilDone())).toMatchObject({
      status: 400,
      code: 'InvalidResourceReference',
    });
  });
});

describe('power', () => {
  it.each([
    ['deallocate', 'PowerState/deallocated'],
    ['start', 'PowerState/running'],
    ['restart', 'PowerState/running'],
    ['powerOff', 'PowerState/stopped'],
  ] as const)('%s leads to %s once the operation has ended', async (verb, expected) => {
    if (
      !tenant.emulator.world.resources.get(`${tenant.group}/providers/Microsoft.Compute/virtualMachines/pow`)
    ) {
      await create('pow');
    }
    const poller = tenant.owner.compute.virtualMachines[verb]('rg1', 'pow');
    await poller.submitted();
    tenant.emulator.clock.advance(5000);
    await poller.pollUntilDone();
    expect(await powerState('pow')).toBe(expected);
  });

  it.each(['powerOff', 'deallocate'] as const)('refuses to restart a machine after %s', async (verb) => {
    const name = `not-${verb}`;
    await create(name);
    const poller = tenant.owner.compute.virtualMachines[verb]('rg1', name);
    await poller.submitted();
    tenant.emulator.clock.advance(5000);
    await poller.pollUntilDone();
    const restart = tenant.owner.compute.virtualMachines.restart('rg1', name);
    expect(await refusal(restart.pollUntilDone())).toMatchObject({
      status: 409,
      code: 'OperationNotAllowed',
      message: 'The operation requires the VM to be running (or set to run).',
    });
  });

  it('answers 202 with the operation and where its result will be', async () => {
    await create('pow2');
    const path = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/pow2/start?api-version=2024-07-01`;
    const response = await tenant.owner.send('POST', path);
    expect(response.status).toBe(202);
    expect(await response.text()).toBe('');
    expect(response.headers.get('azure-asyncoperation')).toBeTruthy();
    expect(response.headers.get('location')).toContain('monitor=true');
  });

  it('stays as it is when the machine is written again', async () => {
    await create('power3');
    const { world } = tenant.emulator;
    const id = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/power3`;
    // As scenarios seed it.
    world.resources.put({ ...required(world.resources.get(id)), hidden: { powerState: 'deallocated' } });
    await create('power3');
    expect(await powerState('power3')).toBe('PowerState/deallocated');
  });
});

describe('deleting a virtual machine', () => {
  it('deletes its principal and leaves the role assignments as orphans', async () => {
    const principalId = required((await create('del', { type: 'SystemAssigned' })).identity?.principalId);
    const assignment = tenant.assignRole(principalId, 'Reader', tenant.scope);
    const poller = tenant.owner.compute.virtualMachines.delete('rg1', 'del');
    await poller.submitted();
    expect((await tenant.owner.compute.virtualMachines.get('rg1', 'del')).provisioningState).toBe('Deleting');
    tenant.emulator.clock.advance(5000);
    await poller.pollUntilDone();
    expect(await refusal(tenant.owner.compute.virtualMachines.get('rg1', 'del'))).toMatchObject({
      status: 404,
      code: 'ResourceNotFound',
    });
    expect(tenant.emulator.world.principals.get(principalId)).toBeUndefined();
    const assignments = await all(tenant.owner.authorization.roleAssignments.listForSubscription());
    expect(assignments.find((row) => row.name === assignment)).toMatchObject({ principalId });
  });
});

describe('lists', () => {
  it('give all of a subscription in pages, with the power state when asked', async () => {
    for (let index = 0; index < 205; index += 1) {
      const name = `bulk${index}`;
      tenant.emulator.world.resources.put({
        id: `${tenant.group}/providers/Microsoft.Compute/virtualMachines/${name}`,
        type: 'Microsoft.Compute/virtualMachines',
        name,
        subscriptionId: tenant.subscriptionId,
        resourceGroup: 'rg1',
        location: index % 2 ? 'westeurope' : 'northeurope',
        tags: {},
        properties: {},
        hidden: { powerState: 'deallocated' },
        etag: 1,
        createdTime: 0,
        changedTime: 0,
      });
    }
    const rows = await all(tenant.owner.compute.virtualMachines.listAll({ statusOnly: 'true' }));
    const bulk = rows.filter((vm) => vm.name?.startsWith('bulk'));
    expect(new Set(bulk.map((vm) => vm.name)).size).toBe(205);
    expect(bulk[0]?.instanceView?.statuses?.map((status) => status.code)).toContain('PowerState/deallocated');
    expect(bulk[0]?.osProfile?.computerName).toBe('bulk0');
    const north = await all(tenant.owner.compute.virtualMachines.listByLocation('northeurope'));
    expect(north).toHaveLength(103);
  });

  it('show a person with one group only what lies in it, and refuse a stranger', async () => {
    const { world } = tenant.emulator;
    world.resourceGroups.put({
      subscriptionId: tenant.subscriptionId,
      name: 'rg2',
      location: 'westeurope',
      tags: {},
    });
    const reader = tenant.withRoles({ role: 'Reader', scope: `${tenant.scope}/resourceGroups/rg2` });
    expect(await all(reader.compute.virtualMachines.listAll())).toEqual([]);
    const other = tenant.withRoles({
      role: 'Reader',
      scope: `${tenant.group}/providers/Microsoft.Compute/virtualMachines/bulk7`,
    });
    expect((await all(other.compute.virtualMachines.listAll())).map((vm) => vm.name)).toEqual(['bulk7']);
    const stranger = tenant.withRoles();
    const refused = await stranger.send('GET', `${tenant.scope}/providers/Microsoft.Compute/virtualMachines`);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      error: {
        code: 'AuthorizationFailed',
        message: expect.stringContaining(
          "perform action 'Microsoft.Compute/virtualMachines/read' over scope",
        ),
      },
    });
  });
});

describe('what is not built', () => {
  it('answers 501 with the operation’s name', async () => {
    const sizes = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/pow/vmSizes?api-version=2024-07-01`;
    const response = await tenant.owner.send('GET', sizes);
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'NotImplemented',
        message: expect.stringContaining('VirtualMachines_ListAvailableSizes'),
      },
    });
    const path = `${tenant.scope}/providers/Microsoft.Compute/locations/westeurope/vmSizes?api-version=2024-07-01`;
    expect((await tenant.owner.send('GET', path)).status).toBe(501);
  });
});
