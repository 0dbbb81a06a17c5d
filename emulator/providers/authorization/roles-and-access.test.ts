import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUserAssigned } from '../../core/rules/lifecycle.ts';
import { required } from '../../core/test-support.ts';
import { all, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';
import { roleEligibilities } from './tables.ts';

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
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

describe('role definitions', () => {
  it('are found by name in any casing, named under the subscription also at a group', async () => {
    const found = await all(
      tenant.owner.authorization.roleDefinitions.list(tenant.group, { filter: "roleName eq 'reader'" }),
    );
    expect(found).toMatchObject([{ id: roleId(reader), roleName: 'Reader', roleType: 'BuiltInRole' }]);
  });

  it('are all listed in one answer', async () => {
    const rows = await all(tenant.owner.authorization.roleDefinitions.list(tenant.scope));
    expect(rows.length).toBeGreaterThan(400);
    expect(rows.find((row) => row.name === owner)?.permissions?.[0]?.actions).toEqual(['*']);
  });

  it('can be custom: made, used, kept while assigned, deleted', async () => {
    const name = randomUUID();
    const { roleDefinitions } = tenant.owner.authorization;
    await roleDefinitions.createOrUpdate(tenant.scope, name, {
      roleName: 'VM Starter',
      roleType: 'CustomRole',
      assignableScopes: [tenant.group],
      permissions: [{ actions: ['Microsoft.Compute/virtualMachines/start/action'] }],
    });
    const principalId = newPrincipal();
    expect(await refusal(create(tenant.scope, { principalId, role: name }))).toMatchObject({
      code: 'RoleAssignmentScopeNotAssignableToRoleDefinition',
    });
    const made = await create(tenant.group, { principalId, role: name });
    expect(await refusal(roleDefinitions.delete(tenant.scope, name))).toMatchObject({
      code: 'RoleDefinitionHasAssignments',
    });
    await tenant.owner.authorization.roleAssignments.deleteById(required(made.id));
    expect((await roleDefinitions.delete(tenant.scope, name)).roleName).toBe('VM Starter');
  });
});

describe('the caller’s permissions', () => {
  it('are those of every assignment that reaches the group', async () => {
    const clients = tenant.withRoles(
      { role: 'Reader', scope: tenant.scope },
      { role: 'Virtual Machine Contributor', scope: tenant.group },
    );
    const rows = await all(clients.authorization.permissions.listForResourceGroup('rg1'));
    expect(rows.flatMap((row) => row.actions)).toEqual(
      expect.arrayContaining(['*/read', 'Microsoft.Compute/virtualMachines/*']),
    );
    expect(await all(tenant.withRoles().authorization.permissions.listForResourceGroup('rg1'))).toEqual([]);
  });
});

describe('eligible roles and deny assignments', () => {
  it('are listed with names', async () => {
    const { world } = tenant.emulator;
    const person = required(tenant.emulator.endpoints.people[0]);
    world.table(roleEligibilities).put({
      name: randomUUID(),
      scope: tenant.scope,
      roleName: owner,
      principalId: person.objectId,
      principalType: 'User',
      startDateTime: '2026-01-01T00:00:00.000Z',
    });
    const eligible = await all(
      tenant.owner.authorization.roleEligibilityScheduleInstances.listForScope(tenant.group),
    );
    expect(eligible).toMatchObject([
      {
        principalId: person.objectId,
        memberType: 'Direct',
        expandedProperties: { roleDefinition: { displayName: 'Owner' }, principal: { email: person.upn } },
      },
    ]);
    const active = await all(
      tenant.owner.authorization.roleAssignmentScheduleInstances.listForScope(tenant.scope, {
        filter: 'asTarget()',
      }),
    );
    expect(active.every((row) => row.principalId === tenant.owner.objectId)).toBe(true);
    world.denyAssignments.put({
      name: randomUUID(),
      displayName: 'Managed app',
      description: '',
      scope: tenant.group,
      permissions: [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }],
      principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
      excludePrincipals: [],
      doNotApplyToChildScopes: false,
      isSystemProtected: true,
    });
    const denied = await all(tenant.owner.authorization.denyAssignments.listForScope(tenant.scope));
    expect(denied).toMatchObject([{ denyAssignmentName: 'Managed app', scope: tenant.group }]);
  });
});
