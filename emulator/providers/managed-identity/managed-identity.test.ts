import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { required } from '../../core/test-support.ts';
import { all, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';

function create(name: string, location = 'West Europe') {
  return tenant.owner.identities.userAssignedIdentities.createOrUpdate('rg1', name, { location });
}

function credential(subject: string) {
  return {
    issuer: 'https://token.actions.githubusercontent.com',
    subject,
    audiences: ['api://AzureADTokenExchange'],
  };
}

describe('user-assigned identities', () => {
  it('are created with a service principal, an id in lower-case resourcegroups, and no system data', async () => {
    const path = `${tenant.group}/providers/${type}/web-id`;
    const response = await tenant.owner.send('PUT', path, {
      location: 'Central US',
      tags: { owner: 'shop' },
    });
    expect(response.status).toBe(201);
    const id = path.replace('resourceGroups', 'resourcegroups');
    expect(response.headers.get('location')).toBe(id);
    const body = await response.json();
    expect(body).toEqual({
      id,
      name: 'web-id',
      type,
      location: 'centralus',
      tags: { owner: 'shop' },
      properties: {
        tenantId: tenant.emulator.world.tenantId,
        principalId: expect.any(String),
        clientId: expect.any(String),
      },
    });
    expect(tenant.emulator.world.principals.get(body.properties.principalId)).toMatchObject({
      servicePrincipalType: 'ManagedIdentity',
      alternativeNames: ['isExplicit=True', id],
      appId: body.properties.clientId,
    });
    expect((await tenant.owner.send('PUT', path, { location: 'centralus' })).status).toBe(200);
  });

  it('keep their principal over updates of tags and isolation scope', async () => {
    const before = await create('tagged');
    const after = await tenant.owner.identities.userAssignedIdentities.update('rg1', 'tagged', {
      location: 'westeurope',
      tags: { env: 'prod' },
      isolationScope: 'Regional',
    });
    expect(after).toMatchObject({
      principalId: before.principalId,
      tags: { env: 'prod' },
      isolationScope: 'Regional',
    });
  });

  it('are listed in group and subscription, page by page', async () => {
    for (let index = 0; index < 201; index += 1) await create(`many-${index}`);
    const names = (await all(tenant.owner.identities.userAssignedIdentities.listBySubscription())).map(
      (row) => row.name,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['many-0', 'many-200']));
    const grouped = await all(tenant.owner.identities.userAssignedIdentities.listByResourceGroup('rg1'));
    expect(grouped).toHaveLength(names.length);
  });

  it.each(['ab', '-starts', 'has.dot', 'x'.repeat(129)])('refuse the name %s', async (name) => {
    expect(await refusal(create(name))).toMatchObject({ status: 400 });
  });

  it('answer 200 with an empty body when deleted, 204 when absent, and leave role assignments as orphans', async () => {
    const { principalId } = await create('gone');
    const assignment = tenant.assignRole(required(principalId), 'Reader', tenant.group);
    const path = `${tenant.group}/providers/${type}/gone`;
    const response = await tenant.owner.send('DELETE', path);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await tenant.owner.send('DELETE', path)).status).toBe(204);
    expect(tenant.emulator.world.principals.get(required(principalId))).toBeUndefined();
    expect(tenant.emulator.world.roleAssignments.get(assignment)).toBeDefined();
    expect(await refusal(tenant.owner.identities.userAssignedIdentities.get('rg1', 'gone'))).toMatchObject({
      status: 404,
      code: 'ResourceNotFound',
      message: expect.stringContaining(
        `The Resource '${type}/gone' under resource group 'rg1' was not found.`,
      ),
    });
  });

  it('name the missing group', async () => {
    const call = tenant.owner.identities.userAssignedIdentities.createOrUpdate('nowhere', 'abc', {
      location: 'westeurope',
    });
    expect(await refusal(call)).toMatchObject({ status: 404, code: 'ResourceGroupNotFound' });
  });
});

describe('federated credentials', () => {
  it('are created, read, listed and deleted', async () => {
    await create('fed');
    const { federatedIdentityCredentials: client } = tenant.owner.identities;
    const made = await client.createOrUpdate(
      'rg1',
      'fed',
      'github',
      credential('repo:contoso/shop:ref:refs/heads/main'),
    );
    expect(made.id).toBe(
      `${tenant.group.replace('resourceGroups', 'resourcegroups')}/providers/${type}/fed/federatedIdentityCredentials/github`,
    );
    expect((await client.get('rg1', 'fed', 'github')).subject).toBe('repo:contoso/shop:ref:refs/heads/main');
    expect(await all(client.list('rg1', 'fed'))).toHaveLength(1);
    await client.delete('rg1', 'fed', 'github');
    expect(await all(client.list('rg1', 'fed'))).toEqual([]);
  });

  it('stop at 20, and each issuer and subject once', async () => {
    await create('full');
    const { federatedIdentityCredentials: client } = tenant.owner.identities;
    for (let index = 0; index < 20; index += 1) {
      await client.createOrUpdate('rg1', 'full', `cred-${index}`, credential(`subject-${index}`));
    }
    expect(
      await refusal(client.createOrUpdate('rg1', 'full', 'one-more', credential('another'))),
    ).toMatchObject({
      status: 400,
      message: expect.stringContaining('maximum number is 20'),
    });
    expect(
      await refusal(client.createOrUpdate('rg1', 'full', 'cred-1', credential('subject-0'))),
    ).toMatchObject({
      status: 409,
    });
    const changed = await client.createOrUpdate('rg1', 'full', 'cred-1', credential('changed'));
    expect(changed.subject).toBe('changed');
  });

  it.each([
    ['two audiences', 'ok-name', { ...credential('s'), audiences: ['a', 'b'] }],
    ['a wildcard', 'ok-name', credential('repo:contoso/*')],
    ['a long subject', 'ok-name', credential('s'.repeat(601))],
    ['a short name', 'ab', credential('s')],
  ])('refuse %s', async (_what, name, body) => {
    await create('strict');
    const call = tenant.owner.identities.federatedIdentityCredentials.createOrUpdate(
      'rg1',
      'strict',
      name,
      body,
    );
    expect(await refusal(call)).toMatchObject({ status: 400 });
  });

  it('are refused with 405 in a region without them, and without a parent', async () => {
    await create('italian', 'italynorth');
    const { federatedIdentityCredentials: client } = tenant.owner.identities;
    expect(await refusal(client.createOrUpdate('rg1', 'italian', 'github', credential('s')))).toMatchObject({
      status: 405,
    });
    expect(await refusal(client.createOrUpdate('rg1', 'absent', 'github', credential('s')))).toMatchObject({
      status: 404,
      code: 'ParentResourceNotFound',
    });
  });
});

describe('the system-assigned identity of a resource', () => {
  it('shows its client id under the parent’s id, name and type', async () => {
    const { world, clock } = tenant.emulator;
    const id = `${tenant.group}/providers/Microsoft.Web/sites/shop`;
    const system = { principalId: randomUUID(), clientId: randomUUID(), tenantId: world.tenantId };
    world.resources.put({
      id,
      type: 'Microsoft.Web/sites',
      name: 'shop',
      subscriptionId: tenant.subscriptionId,
      resourceGroup: 'rg1',
      location: 'westeurope',
      tags: {},
      identity: { type: 'SystemAssigned', system, user: [] },
      properties: {},
      etag: 1,
      createdTime: clock.now(),
      changedTime: clock.now(),
    });
    const found = await tenant.owner.identities.systemAssignedIdentities.getByScope(id);
    expect(found).toMatchObject({
      id,
      name: 'shop',
      type: 'Microsoft.Web/sites',
      clientId: system.clientId,
      principalId: system.principalId,
    });
    expect(found.clientSecretUrl).toMatch(/^https:\/\/control-westeurope\.identity\.azure\.net\//);
  });
});

describe('associated resources', () => {
  it('are counted with $top=0 and listed with lower-case types', async () => {
    const identity = await create('shared');
    const reference = { id: required(identity.id), principalId: 'p', clientId: 'c' };
    const { world, clock } = tenant.emulator;
    for (const name of ['a', 'b']) {
      world.resources.put({
        id: `${tenant.group}/providers/Microsoft.Compute/virtualMachines/${name}`,
        type: 'Microsoft.Compute/virtualMachines',
        name,
        subscriptionId: tenant.subscriptionId,
        resourceGroup: 'rg1',
        location: 'westeurope',
        tags: {},
        identity: { type: 'UserAssigned', user: [reference] },
        properties: {},
        etag: 1,
        createdTime: clock.now(),
        changedTime: clock.now(),
      });
    }
    const path = `${identity.id}/listAssociatedResources?api-version=2022-01-31-preview`;
    expect(await (await tenant.owner.send('POST', `${path}&$top=0`)).json()).toEqual({
      totalCount: 2,
      value: [],
    });
    const first = await (await tenant.owner.send('POST', `${path}&$top=1`)).json();
    expect(first).toMatchObject({
      totalCount: 2,
      value: [{ name: 'a', type: 'microsoft.compute/virtualmachines' }],
    });
    const second = await (await tenant.owner.send('POST', first.nextLink)).json();
    expect(second.value).toMatchObject([{ name: 'b' }]);
  });
});

it('lists eleven operations to anybody and answers 501 to revokeTokens', async () => {
  const response = await tenant.withRoles().send('GET', '/providers/Microsoft.ManagedIdentity/operations');
  expect((await response.json()).value).toHaveLength(11);
  const revoke = await tenant.owner.send('POST', `${tenant.group}/providers/${type}/web-id/revokeTokens`);
  expect(revoke.status).toBe(501);
});
