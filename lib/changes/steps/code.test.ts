import { parse } from '@cdktf/hcl2json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bound, type Harness, startHarness } from '@/lib/changes/testing/harness';
import { stepPlans } from '@/lib/changes/testing/step-plans';
import { allSteps } from './all-steps';

let harness: Harness;
let group: string;

beforeAll(async () => {
  harness = await startHarness();
  group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
});
afterAll(() => harness.close());

/** Arguments the providers document for what we write. registry.terraform.io: hashicorp/azurerm 4.x, Azure/azapi 2.x */
const documented: Record<string, readonly string[]> = {
  azurerm_resource_group: ['name', 'location', 'tags'],
  azurerm_user_assigned_identity: ['name', 'resource_group_name', 'location', 'tags', 'isolation_scope'],
  azurerm_role_assignment: [
    'name',
    'scope',
    'role_definition_id',
    'principal_id',
    'principal_type',
    'condition',
    'condition_version',
    'description',
  ],
  azurerm_federated_identity_credential: [
    'name',
    'resource_group_name',
    'parent_id',
    'audience',
    'issuer',
    'subject',
  ],
  azurerm_management_lock: ['name', 'scope', 'lock_level', 'notes'],
  azurerm_key_vault_access_policy: [
    'key_vault_id',
    'tenant_id',
    'object_id',
    'secret_permissions',
    'key_permissions',
  ],
  azurerm_virtual_network: ['name', 'resource_group_name', 'location', 'address_space'],
  azurerm_subnet: ['name', 'resource_group_name', 'virtual_network_name', 'address_prefixes'],
  azurerm_network_interface: ['name', 'resource_group_name', 'location', 'ip_configuration'],
  azurerm_linux_virtual_machine: [
    'name',
    'resource_group_name',
    'location',
    'size',
    'admin_username',
    'network_interface_ids',
    'admin_ssh_key',
    'os_disk',
    'source_image_reference',
    'identity',
  ],
  azurerm_windows_virtual_machine: [
    'name',
    'resource_group_name',
    'location',
    'size',
    'admin_username',
    'admin_password',
    'network_interface_ids',
    'os_disk',
    'source_image_reference',
    'identity',
  ],
  azapi_update_resource: ['type', 'resource_id', 'body'],
};

const awkward = `it's "quoted" $${'{x}'} %{y} \\ and [z]`;

async function resourcesIn(terraform: string): Promise<[type: string, block: Record<string, unknown>][]> {
  const { resource = {} } = await parse('plan.tf', terraform);
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.values(named ?? {})
      .flat()
      .map((block): [string, Record<string, unknown>] => [type, { ...(block ?? {}) }]),
  );
}

describe('Terraform', () => {
  it.each(allSteps.map(({ kind }) => kind))(
    'of %s parses, with documented resources and arguments only',
    async (kind) => {
      const { step } = stepPlans(harness, 'tf')[kind] ?? {};
      if (!step) throw new Error('There is no plan.');
      const { terraform } = bound(kind, { ...step.input }).code();
      const found = await resourcesIn(terraform ?? '');
      for (const [type, block] of found) {
        expect(Object.keys(documented), type).toContain(type);
        for (const argument of Object.keys(block))
          expect(documented[type], `${type}.${argument}`).toContain(argument);
      }
      const says = terraform?.startsWith('#') ?? false;
      expect(found.length > 0 || says).toBe(true);
    },
  );

  it('keeps awkward texts as they are', async () => {
    const { terraform } = bound('create-identity', {
      groupId: group,
      name: 'id-awkward',
      location: 'westeurope',
      tags: { note: awkward },
    }).code();
    const [[, block] = ['', {}]] = await resourcesIn(terraform ?? '');
    // In Terraform's JSON form, which the parser gives, texts are templates too: what is escaped stays so.
    const escaped = awkward.replace('${', () => '$${').replace('%{', '%%{');
    expect(block.tags).toEqual({ note: escaped });
  });

  it('of a Windows machine has its password as a variable', async () => {
    const { step } = stepPlans(harness, 'win')['create-machine'] ?? {};
    const { terraform, arm, bicep } = bound('create-machine', {
      ...step?.input,
      name: 'vm-win',
      image: 'windows-2022',
      sshPublicKey: '',
    }).code();
    const found = await resourcesIn(terraform ?? '');
    expect(found.map(([type]) => type)).toContain('azurerm_windows_virtual_machine');
    expect(terraform).toContain('var.admin_password');
    expect(bicep).toContain('@secure()\nparam adminPassword string');
    expect(arm).toBeNull();
  });
});

describe('Bicep in its ARM JSON form', () => {
  const template = (resources: readonly unknown[]) => ({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
  });

  it.each(['create-identity', 'create-machine', 'assign-role', 'add-federated-credential'])(
    '%s deploys, and makes the same world as the step',
    async (kind) => {
      const plan = stepPlans(harness, `arm-${kind.slice(0, 6)}`)[kind];
      if (!plan) throw new Error('There is no plan.');
      if (plan.before.length > 0) await harness.run(plan.before.map((step, stage) => ({ ...step, stage })));
      const azure = harness.stepsOf();
      const observation = await bound(kind, { ...plan.step.input }).observe(azure);
      expect(observation.done).toBe(false);
      const { arm, bicep } = observation.code();
      if (arm === null) throw new Error(`${kind} has no template.`);
      await azure.deploy(arm.groupId, `code-${kind}`, template(arm.resources), {}, () => {});
      expect((await bound(kind, { ...plan.step.input }).observe(azure)).done).toBe(true);
      expect(bicep).toMatch(/^(@secure|resource )/);
      // Every brace and bracket is closed: what a compiler looks at first.
      const bare = (bicep ?? '').replace(/'(?:[^'\\]|\\.)*'/g, '');
      for (const [open, close] of ['{}', '[]', '()'])
        expect(bare.split(open ?? '').length).toBe(bare.split(close ?? '').length);
    },
    30_000,
  );

  it('keeps awkward texts as they are', async () => {
    const azure = harness.stepsOf();
    const step = bound('create-identity', {
      groupId: group,
      name: 'id-literal',
      location: 'westeurope',
      tags: { note: '[concat(1)]', other: awkward },
    });
    const { arm } = step.code();
    await azure.deploy(group, 'code-literal', template(arm?.resources ?? []), {}, () => {});
    expect(
      (await azure.identity(`${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-literal`))
        ?.tags,
    ).toEqual({
      note: '[concat(1)]',
      other: awkward,
    });
  });
});
