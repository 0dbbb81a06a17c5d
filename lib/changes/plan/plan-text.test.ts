import { describe, expect, it } from 'vitest';
import { subscriptionIdOf } from '@/lib/arm/arm-id';
import { commandText } from '@/lib/changes/code/az-script';
import { flatTemplate } from '@/lib/changes/code/testing/arm-model';
import { flatBicep } from '@/lib/changes/code/testing/bicep-model';
import { isRecord } from '@/lib/changes/code/testing/flat-resource';
import { checkTerraform } from '@/lib/changes/code/testing/terraform-check';
import { codedPlan } from '@/lib/changes/testing/deploy-plan';
import { bound as boundStep, coded } from '@/lib/changes/testing/harness';
import { publicKey } from '@/lib/changes/testing/step-plans';

const bound = (kind: string, input: Record<string, unknown>) => coded(boundStep(kind, input));
const one = '/subscriptions/11111111-1111-1111-1111-111111111111';
const two = '/subscriptions/22222222-2222-2222-2222-222222222222';
const group = `${one}/resourceGroups/rg-app`;
const far = `${two}/resourceGroups/rg-far`;
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const identityId = (groupId: string, name: string) =>
  `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const machineId = `${group}/providers/Microsoft.Compute/virtualMachines/vm-app`;
const identity = (groupId: string, name: string) =>
  bound('create-identity', { groupId, name, location: 'westeurope' });
const role = (principalResourceId: string, scope: string) =>
  bound('assign-role', { principalResourceId, scope, roleGuid: reader });

const textOf = (plan: ReturnType<typeof codedPlan>, language: 'az' | 'bicep' | 'arm' | 'terraform') =>
  plan[language].files.map(({ text }) => text).join('\n');

/** Bicep and ARM JSON agree, Terraform is sound; what they declare is answered. */
async function declaredBy(plan: ReturnType<typeof codedPlan>) {
  const flat = flatTemplate(plan.template, plan.scope);
  expect(flatBicep(plan.bicep.files, plan.scope)).toEqual(flat);
  const { bodies, faults } = await checkTerraform(textOf(plan, 'terraform'));
  expect(faults).toEqual([]);
  return { flat, bodies };
}

describe('what no language declares', () => {
  const steps = [
    bound('delete-identity', { identityId: identityId(group, 'id-old') }),
    bound('deallocate-machine', { machineId }),
    bound('remove-delete-lock', { scope: group, name: 'keep' }),
    // Not observed: what the machine has already is not known.
    bound('attach-identities', { machineId, identityIds: [identityId(group, 'id-old')] }),
    bound('tag-identity', { identityId: identityId(group, 'id-old'), tags: { note: 'two\nlines' } }),
  ];

  it('is said in each of them with its title and its command, and never left out', async () => {
    const plan = codedPlan(steps);
    const { flat, bodies } = await declaredBy(plan);
    expect([flat.length, bodies.size]).toEqual([0, 0]);
    expect(textOf(plan, 'bicep')).toMatch(/^\/\/ /);
    const notes = isRecord(plan.template) && isRecord(plan.template.metadata) ? plan.template.metadata : {};
    for (const step of steps) {
      const lines = [step.title, ...step.code().az.map(commandText)].join('\n').split('\n');
      for (const line of lines) {
        expect(textOf(plan, 'bicep')).toContain(`// ${line}`);
        expect(textOf(plan, 'terraform')).toContain(`# ${line}`);
      }
      expect(JSON.stringify(notes)).toContain(JSON.stringify(step.code().az.map(commandText)));
    }
    expect([plan.bicep.run, plan.arm.run, plan.terraform.run]).toEqual(['', '', '']);
  });

  it('is an existing type whose API version is not known: Terraform needs none', async () => {
    const scope = `${group}/providers/Contoso.Made/things/up`;
    const plan = codedPlan([identity(group, 'id-app'), role(identityId(group, 'id-app'), scope)]);
    const { flat, bodies } = await declaredBy(plan);
    expect(flat).toHaveLength(1);
    expect(textOf(plan, 'bicep')).toContain('Contoso.Made/things');
    expect([...bodies.keys()].some((address) => address.startsWith('azurerm_role_assignment.'))).toBe(true);
  });
});

describe('scopes', () => {
  it('one group is one template at that group', async () => {
    const plan = codedPlan([identity(group, 'id-app'), role(identityId(group, 'id-app'), group)]);
    await declaredBy(plan);
    expect(plan.scope).toBe(group);
    expect(plan.bicep.files).toHaveLength(1);
    expect(plan.bicep.run).toMatch(/^az deployment group create .*--resource-group rg-app/);
    expect(textOf(plan, 'bicep')).toContain('principalId: id_app.properties.principalId');
    expect(textOf(plan, 'terraform')).toContain(
      'principal_id       = azurerm_user_assigned_identity.id_app.principal_id',
    );
    expect(textOf(plan, 'arm')).toContain(
      "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-app'), '2024-11-30').principalId]",
    );
    expect(textOf(plan, 'az')).toMatch(
      /^id_app_principal_id=\$\(az identity create .*\)\naz role assignment create --assignee-object-id "\$id_app_principal_id"/,
    );
  });

  it('a management group is above modules for the groups below it', async () => {
    const above = '/providers/Microsoft.Management/managementGroups/mg-apps';
    const plan = codedPlan([identity(group, 'id-app'), role(identityId(group, 'id-app'), above)]);
    const { flat } = await declaredBy(plan);
    expect(plan.scope).toBe(above);
    expect(plan.bicep.run).toMatch(
      /^az deployment mg create --management-group-id mg-apps --location westeurope/,
    );
    expect(flat.map(({ type }) => type)).toContain('Microsoft.Authorization/roleAssignments');
  });

  it('two subscriptions are modules of one deployment, and two configurations of azurerm', async () => {
    const plan = codedPlan([
      bound('create-resource-group', {
        subscriptionId: subscriptionIdOf(one),
        name: 'rg-app',
        location: 'westeurope',
      }),
      identity(group, 'id-app'),
      identity(far, 'id-far'),
      role(identityId(group, 'id-app'), far),
      role(identityId(far, 'id-far'), group),
    ]);
    const { bodies } = await declaredBy(plan);
    expect(plan.scope).toBe(one);
    expect(textOf(plan, 'bicep')).toContain(
      "resourceGroup('22222222-2222-2222-2222-222222222222', 'rg-far')",
    );
    const aliased = [...bodies.values()].filter(({ provider }) => provider !== undefined);
    expect(aliased).toHaveLength(2);
  });
});

describe('symbols', () => {
  it('are one for each resource, however alike the names', async () => {
    const names = ['id-app', 'id_app', 'ID-app-', 'resource', 'var'];
    const plan = codedPlan([
      ...names.map((name) => identity(group, name)),
      ...names.map((name) => role(identityId(group, name), group)),
    ]);
    const { flat, bodies } = await declaredBy(plan);
    expect([flat.length, bodies.size]).toEqual([names.length * 2, names.length * 2]);
  });

  it('of secrets stay apart from those of resources', async () => {
    const windows = (name: string) =>
      bound('create-machine', { groupId: group, name, location: 'westeurope', image: 'windows-2022' });
    const plan = codedPlan([identity(group, 'adminPassword'), windows('vm-one')]);
    await declaredBy(plan);
    const both = codedPlan([windows('vm-one'), windows('vm-two')]);
    await declaredBy(both);
    expect(textOf(both, 'az')).toContain('"$VM_ONE_ADMIN_PASSWORD"');
    expect(textOf(both, 'terraform')).toContain('var.vm_two_admin_password');
    expect(textOf(both, 'bicep')).toContain('@secure()\nparam vm_two_adminPassword string');
  });
});

describe('a resource that several steps change', () => {
  it('is declared once, as it is at the end', async () => {
    const [first, second] = [identityId(group, 'id-one'), identityId(group, 'id-two')];
    const plan = codedPlan([
      identity(group, 'id-one'),
      identity(group, 'id-two'),
      bound('create-machine', {
        groupId: group,
        name: 'vm-app',
        location: 'westeurope',
        sshPublicKey: publicKey,
        identityIds: [first],
      }),
      bound('attach-identities', { machineId, identityIds: [second] }),
      bound('detach-identities', { machineId, identityIds: [first] }),
      bound('enable-system-assigned', { machineId }),
    ]);
    const { flat } = await declaredBy(plan);
    const machine = flat.find(({ type }) => type === 'Microsoft.Compute/virtualMachines');
    expect(machine?.identity).toEqual({
      type: 'SystemAssigned, UserAssigned',
      userAssignedIdentities: { [second]: {} },
    });
    expect(textOf(plan, 'terraform')).toContain('identity_ids = [azurerm_user_assigned_identity.id_two.id]');
  });

  it('is written one after the other where Azure takes one writer', async () => {
    const id = identityId(group, 'id-app');
    const names = ['one', 'two', 'three'];
    const plan = codedPlan([
      identity(group, 'id-app'),
      ...names.map((name) =>
        bound('add-federated-credential', {
          identityId: id,
          name,
          issuer: 'https://issuer.example',
          subject: name,
        }),
      ),
    ]);
    const { flat, bodies } = await declaredBy(plan);
    const credential = (name: string) => `${id}/federatedIdentityCredentials/${name}`.toLowerCase();
    const needs = new Map(flat.map(({ id: own, dependsOn }) => [own, dependsOn]));
    expect(needs.get(credential('two'))).toContain(credential('one'));
    expect(needs.get(credential('three'))).toContain(credential('two'));
    expect(bodies.get('azurerm_federated_identity_credential.id_app_three')?.depends_on).toEqual([
      `$${'{azurerm_federated_identity_credential.id_app_two}'}`,
    ]);
  });
});
