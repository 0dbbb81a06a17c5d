import type { VirtualMachine, VirtualMachineUpdate } from '@azure/arm-compute';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUserAssigned, deleteResource } from '../../../core/rules/lifecycle.ts';
import { required } from '../../../core/test-support.ts';
import { type Clients, refusal, startTenant, type Tenant } from '../../sdk-test-support.ts';

let tenant: Tenant;
let vmId: string;
let ids: readonly [string, string];
let count = 0;

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

/** A user-assigned identity in rg1; the id as Azure writes it. */
function newIdentity(name: string): string {
  const { emulator, subscriptionId } = tenant;
  const input = { subscriptionId, resourceGroup: 'rg1', name, location: 'westeurope' };
  return createUserAssigned(emulator.world, input, emulator.clock.now()).id;
}

function newVm(name: string): string {
  const { emulator, group, subscriptionId } = tenant;
  const now = emulator.clock.now();
  return emulator.world.resources.put({
    id: `${group}/providers/Microsoft.Compute/virtualMachines/${name}`,
    type: 'Microsoft.Compute/virtualMachines',
    name,
    subscriptionId,
    resourceGroup: 'rg1',
    location: 'westeurope',
    tags: { owner: 'shop' },
    properties: { provisioningState: 'Succeeded', hardwareProfile: { vmSize: 'Standard_D2s_v5' } },
    etag: 1,
    createdTime: now,
    changedTime: now,
  }).id;
}

beforeEach(() => {
  count += 1;
  vmId = newVm(`vm${count}`);
  ids = [newIdentity(`ide${count}-1`), newIdentity(`ide${count}-2`)];
});

/** PATCHes the identity with Microsoft's client and lets the operation end by the clock. */
async function patch(
  identity: NonNullable<VirtualMachineUpdate['identity']>,
  clients?: Clients,
): Promise<VirtualMachine> {
  const poller = (clients ?? tenant.owner).compute.virtualMachines.update('rg1', `vm${count}`, { identity });
  await poller.submitted();
  tenant.emulator.clock.advance(10_000);
  return poller.pollUntilDone();
}

function get(): Promise<VirtualMachine> {
  return tenant.owner.compute.virtualMachines.get('rg1', `vm${count}`);
}

/** What goes over the wire, for what the client's types cannot say (null removes). */
function patchRaw(identity: unknown, headers?: Record<string, string>): Promise<Response> {
  return tenant.owner.send('PATCH', `${vmId}?api-version=2024-07-01`, { identity }, headers);
}

function principalOf(vm: VirtualMachine): string {
  return required(vm.identity?.principalId);
}

describe('PATCH of a virtual machine’s identity', () => {
  it('answers 200 at once with Updating, the operation’s address and the etag, and the new identity still without ids', async () => {
    const response = await patchRaw({ type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: {} } });
    expect(response.status).toBe(200);
    expect(response.headers.get('azure-asyncoperation')).toContain(
      '/providers/Microsoft.Compute/locations/westeurope/operations/',
    );
    expect(response.headers.get('azure-asyncnotification')).toBe('Enabled');
    expect(response.headers.get('etag')).toBe('"2"');
    expect(await response.json()).toMatchObject({
      etag: '"2"',
      properties: { provisioningState: 'Updating' },
      identity: { type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: {} } },
    });
    tenant.emulator.clock.advance(2000);
    const vm = await get();
    expect(vm.provisioningState).toBe('Succeeded');
    expect(vm.identity?.userAssignedIdentities?.[ids[0]]).toEqual({
      principalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      clientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('creates a service principal for a system-assigned identity and shows no client id on the machine', async () => {
    const vm = await patch({ type: 'SystemAssigned' });
    expect(vm.identity).toEqual({
      type: 'SystemAssigned',
      principalId: principalOf(vm),
      tenantId: tenant.emulator.world.tenantId,
    });
    expect(tenant.emulator.world.principals.get(principalOf(vm))).toMatchObject({
      displayName: `vm${count}`,
      servicePrincipalType: 'ManagedIdentity',
      alternativeNames: ['isExplicit=False', vmId],
    });
  });

  it('merges: an identity that the body does not name stays', async () => {
    await patch({ type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: {} } });
    const vm = await patch({
      type: 'SystemAssigned, UserAssigned',
      userAssignedIdentities: { [ids[1]]: {} },
    });
    expect(vm.identity?.type).toBe('SystemAssigned, UserAssigned');
    expect(Object.keys(vm.identity?.userAssignedIdentities ?? {})).toEqual([...ids]);
  });

  it('turns the system-assigned identity on without naming the user-assigned ones, and normalizes the type', async () => {
    // Against Azure's own document, so in a tenant whose traffic is not recorded: Azure takes it all the same.
    const recorded = tenant;
    tenant = await startTenant({ recordFile: '' });
    try {
      vmId = newVm(`vm${count}`);
      const one = newIdentity(`ide${count}-loose`);
      await patch({ type: 'UserAssigned', userAssignedIdentities: { [one]: {} } });
      const response = await patchRaw({ type: 'systemassigned,UserAssigned' });
      expect(await response.json()).toMatchObject({
        identity: {
          type: 'SystemAssigned, UserAssigned',
          userAssignedIdentities: { [one]: expect.anything() },
        },
      });
    } finally {
      await tenant.emulator.close();
      tenant = recorded;
    }
  });

  it('removes what is null, whatever the casing of its id', async () => {
    await patch({ type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: {}, [ids[1]]: {} } });
    await patchRaw({ type: 'UserAssigned', userAssignedIdentities: { [ids[0].toUpperCase()]: null } });
    expect(Object.keys((await get()).identity?.userAssignedIdentities ?? {})).toEqual([ids[1]]);
  });

  it('drops all user-assigned identities with type SystemAssigned alone and keeps the principal', async () => {
    const before = await patch({
      type: 'SystemAssigned, UserAssigned',
      userAssignedIdentities: { [ids[0]]: {} },
    });
    const after = await patch({ type: 'SystemAssigned' });
    expect(after.identity?.userAssignedIdentities).toBeUndefined();
    expect(principalOf(after)).toBe(principalOf(before));
  });

  it('drops the whole property with type None, deletes the principal and leaves its role assignments behind', async () => {
    const principalId = principalOf(await patch({ type: 'SystemAssigned' }));
    const assignment = tenant.assignRole(principalId, 'Reader', tenant.group);
    const after = await patch({ type: 'None' });
    expect(after.identity).toBeUndefined();
    expect(tenant.emulator.world.principals.get(principalId)).toBeUndefined();
    expect(tenant.emulator.world.deletedPrincipals.get(principalId)?.displayName).toBe(`vm${count}`);
    expect(tenant.emulator.world.roleAssignments.get(assignment)?.principalId).toBe(principalId);
  });

  it('makes a new principal when the system-assigned identity is turned off and on again', async () => {
    const first = principalOf(await patch({ type: 'SystemAssigned' }));
    await patch({ type: 'None' });
    expect(principalOf(await patch({ type: 'SystemAssigned' }))).not.toBe(first);
  });

  it('removes only the system-assigned identity with type UserAssigned and no dictionary', async () => {
    await patch({ type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { [ids[0]]: {} } });
    const after = await patch({ type: 'UserAssigned' });
    expect(after.identity?.principalId).toBeUndefined();
    expect(Object.keys(after.identity?.userAssignedIdentities ?? {})).toEqual([ids[0]]);
  });

  it.each(['SystemAssigned', 'None'])('refuses a dictionary with type %s', async (type) => {
    const response = await patchRaw({ type, userAssignedIdentities: { [ids[0]]: {} } });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: {
        code: 'InvalidParameter',
        message: `ResourceIdentity identityIds should not be provided if the type is "${type}".`,
        target: 'resourceIdentity.identityIds',
      },
    });
  });

  it.each([
    [{ userAssignedIdentities: {} }, "Required property 'type' not found in JSON. Path 'identity'."],
    [
      { type: 'Robot' },
      "Error converting value \"Robot\" to type 'ResourceIdentityType'. Path 'identity.type'.",
    ],
  ])('refuses the block %j', async (identity, detail) => {
    const response = await patchRaw(identity);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'InvalidRequestContent', message: expect.stringContaining(detail) },
    });
  });

  it('leaves the identity alone when only tags change', async () => {
    const before = await patch({ type: 'SystemAssigned' });
    const response = await tenant.owner.send('PATCH', `${vmId}?api-version=2024-07-01`, {
      tags: { owner: 'data' },
    });
    expect(await response.json()).toMatchObject({
      tags: { owner: 'data' },
      identity: { principalId: principalOf(before) },
    });
  });
});

describe('identities that are gone', () => {
  it('refuses to attach one that does not exist', async () => {
    const missing = `${tenant.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/nobody`;
    const error = await refusal(patch({ type: 'UserAssigned', userAssignedIdentities: { [missing]: {} } }));
    expect(error).toMatchObject({ status: 400, code: 'FailedIdentityOperation' });
    expect(error.message).toContain(
      `Resource '${missing.replace('resourceGroups', 'resourcegroups')}' was not found.`,
    );
    expect((await get()).identity).toBeUndefined();
  });

  it('keeps a reference to a deleted identity, which blocks changes that keep it, and lets it be removed', async () => {
    await patch({ type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: {} } });
    deleteResource(tenant.emulator.world, ids[0], tenant.emulator.clock.now());
    const dangling = (await get()).identity?.userAssignedIdentities?.[ids[0]];
    expect(dangling?.principalId).toBeDefined();
    const beside = await patchRaw({ type: 'UserAssigned', userAssignedIdentities: { [ids[1]]: {} } });
    expect(await beside.json()).toMatchObject({ error: { code: 'FailedIdentityOperation' } });
    const named = await patchRaw({
      type: 'UserAssigned',
      userAssignedIdentities: { [ids[0]]: {}, [ids[1]]: {} },
    });
    expect(await named.json()).toMatchObject({ error: { code: 'FailedIdentityOperation' } });
    await patchRaw({ type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: null, [ids[1]]: {} } });
    expect(Object.keys((await get()).identity?.userAssignedIdentities ?? {})).toEqual([ids[1]]);
  });
});

describe('rights on the identities', () => {
  it('names every identity of the body the caller may not assign, with lower-case resourcegroups', async () => {
    const clients = tenant.withRoles({ role: 'Virtual Machine Contributor', scope: tenant.group });
    const error = await refusal(
      patch({ type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: {}, [ids[1]]: {} } }, clients),
    );
    expect(error).toMatchObject({ status: 403, code: 'LinkedAuthorizationFailed' });
    expect(error.message).toMatch(
      new RegExp(
        `^The client '[0-9a-f-]{36}' with object id '${clients.objectId}' has permission to perform action 'Microsoft.Compute/virtualMachines/write' on scope '${vmId}'; however, it does not have permission to perform action 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope\\(s\\) '${ids.join(',')}' or the linked scope\\(s\\) are invalid\\.$`,
      ),
    );
  });

  it('is granted by Managed Identity Operator on the identity', async () => {
    const clients = tenant.withRoles(
      { role: 'Virtual Machine Contributor', scope: tenant.group },
      { role: 'Managed Identity Operator', scope: ids[0] },
    );
    const vm = await patch({ type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: {} } }, clients);
    expect(Object.keys(vm.identity?.userAssignedIdentities ?? {})).toEqual([ids[0]]);
  });

  it('is not needed to detach or for the system-assigned identity', async () => {
    await patch({ type: 'UserAssigned', userAssignedIdentities: { [ids[0]]: {} } });
    const clients = tenant.withRoles({ role: 'Virtual Machine Contributor', scope: tenant.group });
    const vm = await patch({ type: 'SystemAssigned' }, clients);
    expect(vm.identity?.type).toBe('SystemAssigned');
  });

  it('refuses a reader before looking at the body', async () => {
    const clients = tenant.withRoles({ role: 'Reader', scope: tenant.group });
    const error = await refusal(patch({ type: 'SystemAssigned' }, clients));
    expect(error).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
    expect(error.message).toContain("perform action 'Microsoft.Compute/virtualMachines/write'");
  });
});

describe('lost updates', () => {
  it('refuses a write with an If-Match that is out of date, and takes one that fits', async () => {
    await patchRaw({ type: 'SystemAssigned' });
    const stale = await patchRaw({ type: 'None' }, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    expect((await patchRaw({ type: 'None' }, { 'if-match': '"2"' })).status).toBe(200);
  });

  it('refuses to create over an existing machine with If-None-Match: *', async () => {
    const body = { location: 'westeurope', properties: { hardwareProfile: {}, networkProfile: {} } };
    const response = await tenant.owner.send('PUT', `${vmId}?api-version=2024-07-01`, body, {
      'if-none-match': '*',
    });
    expect(response.status).toBe(412);
  });
});
