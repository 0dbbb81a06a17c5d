import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, refusal, startTenant, type Tenant } from '../../sdk-test-support.ts';
import { deploymentsClient, deploymentsOf, machine, password, template } from './deployments.test-support.ts';

const secret = 'Not-kept-anywhere-7';
const mode = 'Incremental' as const;
const given = { password: { value: secret } };
let tenant: Tenant;
let recordDir: string;

beforeAll(async () => {
  recordDir = await mkdtemp(join(tmpdir(), 'keyless-deployments-'));
  tenant = await startTenant({ recordFile: join(recordDir, 'traffic.jsonl') });
});
afterAll(async () => {
  await tenant.emulator.close();
  await rm(recordDir, { recursive: true });
});

describe('a template deployment', () => {
  it('writes resources in order of need, whatever their order and case, through their own providers', async () => {
    const reader = (
      await all(
        tenant.owner.authorization.roleDefinitions.list(tenant.group, { filter: "roleName eq 'Reader'" }),
      )
    )[0];
    const assignment = {
      type: 'Microsoft.Authorization/roleAssignments',
      apiVersion: '2022-04-01',
      name: "[guid(resourceGroup().id, 'vm-a', 'reader')]",
      dependsOn: ['Microsoft.Compute/virtualMachines/vm-a'],
      properties: {
        roleDefinitionId: reader?.id,
        principalId:
          "[reference(resourceId('Microsoft.Compute/virtualMachines', 'vm-a'), '2024-07-01', 'Full').identity.principalId]",
        principalType: 'ServicePrincipal',
      },
    };
    const done = await deploymentsOf(tenant).createOrUpdate('rg1', 'first', {
      properties: {
        mode,
        template: template([assignment, ...machine('vm-a', { type: 'SystemAssigned' })], {
          ...password,
          outputs: {
            vm: { type: 'string', value: "[resourceId('Microsoft.Compute/virtualMachines', 'vm-a')]" },
          },
        }),
        parameters: given,
      },
    });
    expect(done.properties?.provisioningState).toBe('Succeeded');
    expect(done.properties?.outputs?.vm.value).toBe(
      `${tenant.group}/providers/Microsoft.Compute/virtualMachines/vm-a`,
    );
    expect(done.properties?.outputResources).toHaveLength(3);
    const vm = await tenant.owner.compute.virtualMachines.get('rg1', 'vm-a');
    expect(vm.identity?.type).toBe('SystemAssigned');
    expect(vm.storageProfile?.osDisk).toMatchObject({ createOption: 'FromImage', osType: 'Linux' });
    const assigned = await all(
      tenant.owner.authorization.roleAssignments.listForScope(tenant.group, {
        filter: `principalId eq '${vm.identity?.principalId}'`,
      }),
    );
    expect(assigned.map((assignment) => assignment.roleDefinitionId)).toEqual([reader?.id]);
  });

  it('keeps no secret: not in answers, the world or the record of the traffic', async () => {
    const shown = await deploymentsOf(tenant).get('rg1', 'first');
    expect(shown.properties?.parameters).toEqual({ password: { type: 'SecureString' } });
    const world = JSON.stringify(tenant.emulator.world.tables().map((table) => [...table.entries()]));
    expect(world).not.toContain(secret);
    expect(readFileSync(join(recordDir, 'traffic.jsonl'), 'utf8').includes(secret)).toBe(false);
  });

  it('loops, with conditions, variables, copies of properties and nested templates', async () => {
    const inner = template(
      [
        {
          type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
          apiVersion: '2024-11-30',
          name: "[parameters('name')]",
          location: 'westeurope',
        },
      ],
      {
        parameters: { name: { type: 'string' } },
        outputs: { principal: { type: 'string', value: "[reference(parameters('name')).principalId]" } },
      },
    );
    const done = await deploymentsOf(tenant).createOrUpdate('rg1', 'loops', {
      properties: {
        mode,
        template: template(
          [
            {
              type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
              apiVersion: '2024-11-30',
              name: "[format('{0}-{1}', variables('prefix'), copyIndex(1))]",
              location: '[resourceGroup().location]',
              tags: { at: "[string(copyIndex('many'))]" },
              copy: { name: 'many', count: "[parameters('count')]" },
            },
            {
              type: 'Microsoft.Nothing/things',
              apiVersion: '2020-01-01',
              name: 'never',
              condition: "[equals(parameters('count'), 4)]",
            },
            {
              type: 'Microsoft.Resources/deployments',
              apiVersion: '2024-03-01',
              name: 'nested',
              dependsOn: ['many'],
              properties: {
                mode,
                expressionEvaluationOptions: { scope: 'inner' },
                parameters: { name: { value: "[concat(variables('prefix'), '-nested')]" } },
                template: inner,
              },
            },
          ],
          {
            parameters: { count: { type: 'int', defaultValue: 2, maxValue: 5 } },
            variables: {
              prefix: "[toLower(variables('raw'))]",
              raw: 'ID',
              copy: [
                { name: 'squares', count: 3, input: "[mul(copyIndex('squares'), copyIndex('squares'))]" },
              ],
            },
            outputs: {
              squares: { type: 'array', value: "[variables('squares')]" },
              principal: { type: 'string', value: "[reference('nested').outputs.principal.value]" },
            },
          },
        ),
        parameters: { count: { value: 3 } },
      },
    });
    const identities = await all(tenant.owner.identities.userAssignedIdentities.listByResourceGroup('rg1'));
    expect(identities.map(({ name, tags }) => `${name} ${tags?.at}`)).toEqual([
      'id-1 0',
      'id-2 1',
      'id-3 2',
      'id-nested undefined',
    ]);
    expect(done.properties?.outputs?.squares.value).toEqual([0, 1, 4]);
    expect(done.properties?.outputs?.principal.value).toBe(identities.at(-1)?.principalId);
    const operations = await all(
      deploymentsClient(tenant.emulator.endpoints, tenant.subscriptionId).deploymentOperations.list(
        'rg1',
        'loops',
      ),
    );
    expect(operations.map((operation) => operation.properties?.provisioningState)).toEqual(
      Array(4).fill('Succeeded'),
    );
  });

  it('fails truthfully: what failed is named, what depends on it is not written, the rest is', async () => {
    const identity = {
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      apiVersion: '2024-11-30',
      location: 'westeurope',
    };
    const broken = {
      type: 'Microsoft.Compute/virtualMachines',
      apiVersion: '2024-07-01',
      name: 'vm-broken',
      location: 'westeurope',
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: {
          "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-absent')]": {},
        },
      },
      properties: { hardwareProfile: { vmSize: 'Standard_B2s' }, networkProfile: { networkInterfaces: [] } },
    };
    const failure = await refusal(
      deploymentsOf(tenant).createOrUpdate('rg1', 'broken', {
        properties: {
          mode,
          template: template([
            broken,
            { ...identity, name: 'id-after', dependsOn: ['vm-broken'] },
            { ...identity, name: 'id-apart' },
          ]),
        },
      }),
    );
    expect(failure.message).toContain('At least one resource deployment operation failed');
    const { properties } = await deploymentsOf(tenant).get('rg1', 'broken');
    expect(properties?.provisioningState).toBe('Failed');
    expect(properties?.error?.details?.map((detail) => detail.code)).toEqual(['FailedIdentityOperation']);
    const names = (await all(tenant.owner.identities.userAssignedIdentities.listByResourceGroup('rg1'))).map(
      ({ name }) => name,
    );
    expect(names).toContain('id-apart');
    expect(names).not.toContain('id-after');
  });

  it('is canceled by request, and refused while one of its name runs', async () => {
    const deployments = deploymentsOf(tenant);
    const poller = deployments.createOrUpdate('rg1', 'slow', {
      properties: { mode, template: template(machine('vm-slow'), password), parameters: given },
    });
    await poller.submitted();
    const again = await refusal(
      deployments.createOrUpdate('rg1', 'slow', { properties: { mode, template: template([]) } }),
    );
    expect(again).toMatchObject({ status: 409, code: 'DeploymentActive' });
    await deployments.cancel('rg1', 'slow');
    expect((await deployments.get('rg1', 'slow')).properties?.provisioningState).toBe('Canceled');
    expect((await refusal(poller.pollUntilDone())).message).toMatch(/cancel/i);
    await deployments.delete('rg1', 'slow');
    expect(await refusal(deployments.get('rg1', 'slow'))).toMatchObject({
      status: 404,
      code: 'DeploymentNotFound',
    });
  });

  it('at a subscription makes groups and role assignments, and needs a location', async () => {
    const deployments = deploymentsOf(tenant);
    const resources = [
      {
        type: 'Microsoft.Resources/resourceGroups',
        apiVersion: '2024-03-01',
        name: 'rg-made',
        location: 'northeurope',
      },
    ];
    expect(
      await refusal(
        deployments.createOrUpdateAtSubscriptionScope('groups', {
          properties: { mode, template: template(resources) },
        }),
      ),
    ).toMatchObject({ status: 400, code: 'InvalidDeployment' });
    await deployments.createOrUpdateAtSubscriptionScope('groups', {
      location: 'westeurope',
      properties: { mode, template: template(resources) },
    });
    expect((await tenant.owner.resources.resourceGroups.get('rg-made')).location).toBe('northeurope');
    expect((await all(deployments.listAtSubscriptionScope())).map(({ name }) => name)).toEqual(['groups']);
  });
});

describe('before anything is written', () => {
  const identity = {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2024-11-30',
    name: 'id-x',
    location: 'westeurope',
  };
  it.each([
    [
      'an unknown function',
      [{ ...identity, tags: { a: "[frobnicate('x')]" } }],
      /template function 'frobnicate' is not valid/,
    ],
    [
      'an expression that does not end',
      [{ ...identity, name: "[concat('a'" + ']' }],
      /not valid: it ends too early/,
    ],
    [
      'an unknown dependency',
      [{ ...identity, dependsOn: ['Microsoft.Network/virtualNetworks/none'] }],
      /'Microsoft.Network\/virtualNetworks\/none' is not defined in the template/,
    ],
    [
      'a circle',
      [
        { ...identity, name: 'a', dependsOn: ['b'] },
        { ...identity, name: 'b', dependsOn: ['a'] },
      ],
      /Circular dependency detected/,
    ],
    ['the same resource twice', [identity, { ...identity, name: 'ID-X' }], /defined multiple times/],
    ['a name that does not fit its type', [{ ...identity, name: 'a/b' }], /incorrect segment lengths/],
    [
      'a missing parameter',
      [{ ...identity, name: "[parameters('who')]" }],
      /template parameter 'who' is not found/,
    ],
    [
      'reference() in a name',
      [{ ...identity, name: "[reference('id').x]" }],
      /'reference' is not expected at this location/,
    ],
  ])('%s is InvalidTemplate', async (_what, resources, message) => {
    const refused = await refusal(
      deploymentsOf(tenant).createOrUpdate('rg1', 'bad', {
        properties: { mode, template: template(resources) },
      }),
    );
    expect(refused).toMatchObject({ status: 400, code: 'InvalidTemplate' });
    expect(refused.message).toMatch(message);
  });

  it('says which permission is missing for which resource', async () => {
    const contributor = tenant.withRoles({ role: 'Contributor', scope: tenant.group });
    const assignment = {
      type: 'Microsoft.Authorization/roleAssignments',
      apiVersion: '2022-04-01',
      name: randomUUID(),
      properties: { roleDefinitionId: randomUUID(), principalId: randomUUID() },
    };
    const response = await contributor.send(
      'PUT',
      `${tenant.group}/providers/Microsoft.Resources/deployments/assign?api-version=2024-03-01`,
      {
        properties: { mode, template: template([identity, assignment]) },
      },
    );
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'InvalidTemplateDeployment',
        message: expect.stringContaining("'Microsoft.Authorization/roleAssignments/write'"),
      },
    });
    expect(await refusal(tenant.owner.identities.userAssignedIdentities.get('rg1', 'id-x'))).toMatchObject({
      status: 404,
    });
  });

  it('what-if and validate say what would happen, and do nothing', async () => {
    const deployments = deploymentsOf(tenant);
    const changed = { ...identity, name: 'id-1', tags: { at: '9' } };
    const input = {
      properties: { mode, template: template([identity, changed, { ...identity, name: 'id-2' }]) },
    };
    const { changes = [] } = await deployments.whatIf('rg1', 'if', input);
    const byName = new Map(changes.map((change) => [change.resourceId?.split('/').at(-1), change]));
    expect(byName.get('id-x')?.changeType).toBe('Create');
    expect(byName.get('id-1')).toMatchObject({
      changeType: 'Modify',
      delta: [{ path: 'tags.at', before: '0', after: '9' }],
    });
    expect(byName.get('id-2')?.changeType).toBe('NoChange');
    expect(byName.get('vm-a')?.changeType).toBe('Ignore');
    const valid = await deployments.validate('rg1', 'if', input);
    expect(valid.properties?.validatedResources).toHaveLength(3);
    expect(await refusal(deployments.get('rg1', 'if'))).toMatchObject({ status: 404 });
  });
});
