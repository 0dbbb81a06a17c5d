import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { required } from '../../core/test-support.ts';
import { type Clients, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;
let replicating: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
  replicating = await startTenant({ replicationDelayMs: 60_000 });
});
afterAll(() => Promise.all([tenant.emulator.close(), replicating.emulator.close()]));

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
/** Azure's template "allow selected roles only to selected principal types". */
const onlyReaderForApplications = `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${reader}} AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal')) AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${reader}}))`;

function assign(who: Clients, role: string, principalId: string, more: Record<string, unknown> = {}) {
  const { scope } = tenant;
  return who.authorization.roleAssignments.create(scope, randomUUID(), {
    roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId,
    ...more,
  });
}

describe('somebody who may hand out roles under a condition', () => {
  const role = 'User Access Administrator';
  let delegate: Clients;

  beforeEach(() => {
    delegate = tenant.withRoles({ role, scope: tenant.scope, condition: onlyReaderForApplications });
  });

  it('hands out what it lets through, to whom it lets through, and takes back nothing else', async () => {
    const { objectId } = tenant.withRoles();
    const given = await assign(delegate, reader, objectId);
    expect(await refusal(assign(delegate, contributor, objectId))).toMatchObject({
      status: 403,
      code: 'AuthorizationFailed',
      message: expect.stringContaining('ABAC condition not fulfilled'),
    });
    const ada = { objectId: randomUUID(), userPrincipalName: 'ada@t.example', password: 'made-up' };
    tenant.emulator.world.principals.put({ ...ada, kind: 'User', displayName: 'Ada', createdTime: 0 });
    expect(await refusal(assign(delegate, reader, ada.objectId))).toMatchObject({ status: 403 });
    const other = await assign(tenant.owner, contributor, objectId);
    expect(
      await refusal(delegate.authorization.roleAssignments.deleteById(required(other.id))),
    ).toMatchObject({
      status: 403,
    });
    await delegate.authorization.roleAssignments.deleteById(required(given.id));
  });
});

describe('conditions', () => {
  it.each([
    ["@Resource[a] StringSounds 'x'", 400, 'InvalidRoleAssignmentCondition'],
    ["@Principal[a] StringEquals 'x'", 501, 'NotImplemented'],
  ])('%s is refused when it is written', async (condition, status, code) => {
    const { objectId } = tenant.withRoles();
    const refused = await refusal(
      assign(tenant.owner, reader, objectId, { condition, conditionVersion: '2.0' }),
    );
    expect(refused).toMatchObject({ status, code });
  });
});

describe('locks', () => {
  const version = 'api-version=2020-05-01';
  const lock = (level: string) =>
    tenant.owner.send('PUT', `${tenant.group}/providers/Microsoft.Authorization/locks/keep?${version}`, {
      properties: { level, notes: 'for the test' },
    });

  it('of level CanNotDelete keep identities, role assignments and the group itself, until they are deleted', async () => {
    const { identities, authorization, resources, objectId } = tenant.owner;
    const made = await identities.userAssignedIdentities.createOrUpdate('rg1', 'id-kept', {
      location: 'westeurope',
    });
    const assignment = await authorization.roleAssignments.create(required(made.id), randomUUID(), {
      roleDefinitionId: `${tenant.scope}/providers/Microsoft.Authorization/roleDefinitions/${reader}`,
      principalId: objectId,
    });
    expect((await lock('CanNotDelete')).status).toBe(201);
    const locked = { status: 409, code: 'ScopeLocked' };
    expect(await refusal(identities.userAssignedIdentities.delete('rg1', 'id-kept'))).toMatchObject({
      ...locked,
      message: `The scope '${made.id?.replace('resourcegroups', 'resourceGroups')}' cannot perform delete operation because following scope(s) are locked: '${tenant.group}'. Please remove the lock and try again.`,
    });
    expect(await refusal(authorization.roleAssignments.deleteById(required(assignment.id)))).toMatchObject(
      locked,
    );
    expect(await refusal(resources.resourceGroups.delete('rg1'))).toMatchObject(locked);
    await identities.userAssignedIdentities.update('rg1', 'id-kept', {
      location: 'westeurope',
      tags: { a: 'b' },
    });
    const listed = await tenant.owner.send(
      'GET',
      `${tenant.group}/providers/Microsoft.Authorization/locks?${version}`,
    );
    expect(await listed.json()).toMatchObject({
      value: [{ name: 'keep', properties: { level: 'CanNotDelete' } }],
    });
    const path = `${tenant.group}/providers/Microsoft.Authorization/locks/keep?${version}`;
    expect((await tenant.owner.send('DELETE', path)).status).toBe(200);
    await identities.userAssignedIdentities.delete('rg1', 'id-kept');
  });

  it('of level ReadOnly forbid every write, and nobody below Owner and access administrators sets one', async () => {
    expect((await lock('ReadOnly')).status).toBe(201);
    const { identities } = tenant.owner;
    expect(
      await refusal(
        identities.userAssignedIdentities.createOrUpdate('rg1', 'id-new', { location: 'westeurope' }),
      ),
    ).toMatchObject({ status: 409, code: 'ScopeLocked', message: expect.stringContaining('perform write') });
    const path = `${tenant.group}/providers/Microsoft.Authorization/locks/keep?${version}`;
    const member = tenant.withRoles({ role: 'Contributor', scope: tenant.scope });
    expect((await member.send('DELETE', path)).status).toBe(403);
    expect((await tenant.owner.send('DELETE', path)).status).toBe(200);
    expect((await lock('Sometimes')).status).toBe(400);
  });
});

describe('a new principal', () => {
  it('is not known to role assignments for a while, unless they say its type', async () => {
    const { emulator, scope, owner } = replicating;
    const { principalId = '' } = await owner.identities.userAssignedIdentities.createOrUpdate(
      'rg1',
      'id-young',
      {
        location: 'westeurope',
      },
    );
    const roleDefinitionId = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${reader}`;
    const create = (more: { principalType?: string }) =>
      owner.authorization.roleAssignments.create(scope, randomUUID(), {
        roleDefinitionId,
        principalId,
        ...more,
      });
    expect(await refusal(create({}))).toMatchObject({ status: 400, code: 'PrincipalNotFound' });
    const assignment = await create({ principalType: 'ServicePrincipal' });
    await owner.authorization.roleAssignments.deleteById(required(assignment.id));
    emulator.clock.advance(60_000);
    await create({});
  });
});

describe('names that ask for trouble', () => {
  const body = { location: 'westeurope' };

  it('refuse writes with the status they end with', async () => {
    const { userAssignedIdentities } = tenant.owner.identities;
    expect(await refusal(userAssignedIdentities.createOrUpdate('rg1', 'id-fail-409', body))).toMatchObject({
      status: 409,
      code: 'Conflict',
    });
  });

  it('let operations fail', async () => {
    const machine = {
      location: 'westeurope',
      properties: { hardwareProfile: { vmSize: 'Standard_B1s' }, networkProfile: {} },
    };
    const path = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/vm-lro-fails`;
    const accepted = await tenant.owner.send('PUT', path, machine);
    expect(accepted.status).toBe(201);
    tenant.emulator.clock.advance(60_000);
    const status = await tenant.owner.send(
      'GET',
      required(accepted.headers.get('azure-asyncoperation') ?? undefined),
    );
    expect(await status.json()).toMatchObject({ status: 'Failed', error: { code: 'OperationFailed' } });
  });
});

it('refuses resources of a provider the subscription is not registered for, until it is', async () => {
  const { resources, identities } = tenant.owner;
  const namespace = 'Microsoft.ManagedIdentity';
  await resources.providers.unregister(namespace);
  const create = () =>
    identities.userAssignedIdentities.createOrUpdate('rg1', 'id-registered', { location: 'westeurope' });
  expect(await refusal(create())).toMatchObject({ status: 409, code: 'MissingSubscriptionRegistration' });
  await resources.providers.register(namespace);
  await create();
});
