import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUserAssigned } from '../../core/rules/lifecycle.ts';
import { required } from '../../core/test-support.ts';
import { all, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

let tenant: Tenant;
let root: string;

beforeAll(async () => {
  tenant = await startTenant();
  root = `/providers/Microsoft.Management/managementGroups/${tenant.emulator.world.tenantId}`;
});
afterAll(() => tenant.emulator.close());

function newPrincipal(): string {
  const { emulator, subscriptionId } = tenant;
  const name = `id-${randomUUID()}`;
  const input = { subscriptionId, resourceGroup: 'rg1', name, location: 'westeurope' };
  return String(createUserAssigned(emulator.world, input, emulator.clock.now()).properties.principalId);
}

function roleId(name: string): string {
  return `${tenant.scope}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
}

function create(
  scope: string,
  parameters: { principalId: string; principalType?: string; role?: string },
  name: string = randomUUID(),
) {
  const { principalId, principalType, role = reader } = parameters;
  const body = { roleDefinitionId: roleId(role), principalId, ...(principalType ? { principalType } : {}) };
  return tenant.owner.authorization.roleAssignments.create(scope, name, body);
}

describe('role assignments', () => {
  it('are created with 201 and Azure’s full body', async () => {
    const principalId = newPrincipal();
    const name = randomUUID();
    const path = `${tenant.group}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
    const response = await tenant.owner.send('PUT', path, {
      properties: { roleDefinitionId: roleId(reader), principalId },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      properties: {
        roleDefinitionId: roleId(reader),
        principalId,
        principalType: 'ServicePrincipal',
        scope: tenant.group,
        condition: null,
        conditionVersion: null,
        createdOn: expect.any(String),
        updatedOn: expect.any(String),
        createdBy: tenant.owner.objectId,
        updatedBy: tenant.owner.objectId,
        delegatedManagedIdentityResourceId: null,
        description: null,
      },
      id: path.replace(/\?.*/, ''),
      type: 'Microsoft.Authorization/roleAssignments',
      name,
    });
  });

  it('update their description with 201, and exist only once for role, principal and scope', async () => {
    const principalId = newPrincipal();
    const made = await create(tenant.group, { principalId });
    expect(await refusal(create(tenant.group, { principalId }))).toMatchObject({
      status: 409,
      code: 'RoleAssignmentExists',
      message: 'The role assignment already exists.',
    });
    expect(await refusal(create(tenant.group, { principalId }, required(made.name)))).toMatchObject({
      status: 409,
    });
    const path = `${made.id}?api-version=2022-04-01`;
    const properties = { roleDefinitionId: roleId(reader), principalId, description: 'why' };
    const updated = await tenant.owner.send('PUT', path, { properties });
    expect(updated.status).toBe(201);
    expect(await updated.json()).toMatchObject({ properties: { description: 'why' } });
  });

  it('do not take another principal under the same name', async () => {
    const made = await create(tenant.group, { principalId: newPrincipal() });
    expect(
      await refusal(create(tenant.group, { principalId: newPrincipal() }, required(made.name))),
    ).toMatchObject({
      status: 400,
      code: 'RoleAssignmentUpdateNotPermitted',
      message: 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    });
  });

  it('refuse an unknown principal unless told what it is', async () => {
    const principalId = randomUUID();
    const error = await refusal(create(tenant.group, { principalId }));
    expect(error).toMatchObject({ status: 400, code: 'PrincipalNotFound' });
    expect(error.message).toContain(
      `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ${tenant.emulator.world.tenantId}.`,
    );
    expect((await create(tenant.group, { principalId, principalType: 'ServicePrincipal' })).principalId).toBe(
      principalId,
    );
  });

  it.each([
    ['an unknown role', () => ({ role: randomUUID() }), 'RoleDefinitionDoesNotExist'],
    ['the wrong principal type', () => ({ principalType: 'User' }), 'UnmatchedPrincipalType'],
  ])('refuse %s', async (_what, more, code) => {
    expect(await refusal(create(tenant.group, { principalId: newPrincipal(), ...more() }))).toMatchObject({
      code,
    });
  });

  it('refuse scopes that do not exist', async () => {
    const principalId = newPrincipal();
    expect(await refusal(create(`${tenant.scope}/resourceGroups/none`, { principalId }))).toMatchObject({
      status: 404,
      code: 'ResourceGroupNotFound',
    });
    const vault = `${tenant.group}/providers/Microsoft.KeyVault/vaults/none`;
    expect(await refusal(create(vault, { principalId }))).toMatchObject({
      status: 404,
      code: 'ResourceNotFound',
    });
  });

  it('are deleted by id with 200 and the object, 204 afterwards', async () => {
    const made = await create(tenant.group, { principalId: newPrincipal() });
    const deleted = await tenant.owner.authorization.roleAssignments.deleteById(required(made.id));
    expect(deleted.id).toBe(made.id);
    expect((await tenant.owner.send('DELETE', `${made.id}?api-version=2022-04-01`)).status).toBe(204);
    expect(
      await refusal(tenant.owner.authorization.roleAssignments.getById(required(made.id))),
    ).toMatchObject({
      status: 404,
      code: 'RoleAssignmentNotFound',
    });
  });

  it('need roleAssignments/write at the scope', async () => {
    const clients = tenant.withRoles({ role: 'Contributor', scope: tenant.group });
    const call = clients.authorization.roleAssignments.create(tenant.group, randomUUID(), {
      roleDefinitionId: roleId(reader),
      principalId: newPrincipal(),
    });
    expect(await refusal(call)).toMatchObject({
      status: 403,
      code: 'AuthorizationFailed',
      message: expect.stringContaining(
        `perform action 'Microsoft.Authorization/roleAssignments/write' over scope '${tenant.group}/providers/Microsoft.Authorization/roleAssignments/`,
      ),
    });
  });

  it('stop at 4,000 in a subscription', async () => {
    const { world } = tenant.emulator;
    const filler: string[] = [];
    while (world.roleAssignments.count('subscription', tenant.subscriptionId) < 4000) {
      filler.push(tenant.assignRole(randomUUID(), 'Reader', tenant.group));
    }
    const error = await refusal(create(tenant.group, { principalId: newPrincipal() }));
    for (const name of filler) world.roleAssignments.delete(name);
    expect(error).toMatchObject({ status: 400, code: 'RoleAssignmentLimitExceeded' });
  });
});

describe('lists of role assignments', () => {
  it('hold what is at, above and below a scope; with atScope() nothing below', async () => {
    const principalId = newPrincipal();
    const above = tenant.assignRole(principalId, 'Reader', root);
    const at = tenant.assignRole(principalId, 'Reader', tenant.scope);
    const below = tenant.assignRole(principalId, 'Reader', tenant.group);
    const { roleAssignments } = tenant.owner.authorization;
    const names = async (filter: string): Promise<(string | undefined)[]> =>
      (await all(roleAssignments.listForSubscription({ filter }))).map((row) => row.name).sort();
    expect(await names(`principalId eq '${principalId}'`)).toEqual([above, at, below].sort());
    expect(await names(`atScope() and principalId eq '${principalId}'`)).toEqual([above, at].sort());
    const inherited = (await all(roleAssignments.listForScope(tenant.group, { filter: 'atScope()' }))).find(
      (row) => row.name === above,
    );
    expect(inherited).toMatchObject({ scope: root, roleDefinitionId: roleId(reader) });
    const fromRoot = await all(
      roleAssignments.listForScope(root, { filter: `principalId eq '${principalId}'` }),
    );
    expect(fromRoot).toHaveLength(3);
  });

  it('find what a principal has through groups with assignedTo()', async () => {
    const { world } = tenant.emulator;
    const principalId = newPrincipal();
    const groupId = randomUUID();
    world.principals.put({
      kind: 'Group',
      objectId: groupId,
      displayName: 'Team',
      createdTime: 0,
      members: [principalId],
    });
    const name = tenant.assignRole(groupId, 'Reader', tenant.group);
    const { roleAssignments } = tenant.owner.authorization;
    const found = await all(roleAssignments.listForSubscription({ filter: `assignedTo('${principalId}')` }));
    expect(found.map((row) => row.name)).toEqual([name]);
  });

  it('refuse a filter Azure does not know', async () => {
    const call = all(
      tenant.owner.authorization.roleAssignments.listForSubscription({ filter: "color eq 'red'" }),
    );
    expect(await refusal(call)).toMatchObject({ status: 400 });
  });
});

it('answers 501 to providerOperations', async () => {
  const response = await tenant.owner.send(
    'GET',
    '/providers/Microsoft.Authorization/providerOperations?api-version=2022-04-01',
  );
  expect(response.status).toBe(501);
  expect(await response.json()).toMatchObject({
    error: { message: expect.stringContaining('ProviderOperationsMetadata_List') },
  });
});
