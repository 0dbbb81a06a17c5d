import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTerraform } from '@/lib/changes/code/testing/terraform-check';
import { type CodedStep, planCode } from '@/lib/changes/plan/plan-text';
import { codedPlan, deployPlan } from '@/lib/changes/testing/deploy-plan';
import { bound, coded, type Harness, startHarness } from '@/lib/changes/testing/harness';
import { stepPlans } from '@/lib/changes/testing/step-plans';
import { allSteps } from './all-steps';

let harness: Harness;
let group: string;

beforeAll(async () => {
  harness = await startHarness();
  group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
});
afterAll(() => harness.close());

const awkward = `it's "quoted" $${'{x}'} %{y} \\ and [z]`;

async function resourcesIn(terraform: string): Promise<[address: string, block: Record<string, unknown>][]> {
  const { bodies, faults } = await checkTerraform(terraform);
  expect(faults).toEqual([]);
  return [...bodies].filter(([address]) => !address.startsWith('data.'));
}

const terraformOf = (step: CodedStep): string => planCode([step]).terraform.files[0]?.text ?? '';

describe('Terraform', () => {
  it.each(allSteps.map(({ kind }) => kind))(
    'of %s parses, with documented resources and arguments only',
    async (kind) => {
      const { step } = stepPlans(harness, 'tf')[kind] ?? {};
      if (!step) throw new Error('There is no plan.');
      const terraform = terraformOf(coded(bound(kind, { ...step.input })));
      const found = await resourcesIn(terraform);
      const says = terraform.startsWith('#');
      expect(found.length > 0 || says).toBe(true);
    },
  );

  it('keeps awkward texts as they are', async () => {
    const terraform = terraformOf(
      coded(
        bound('create-identity', {
          groupId: group,
          name: 'id-awkward',
          location: 'westeurope',
          tags: { note: awkward },
        }),
      ),
    );
    const [[, block] = ['', {}]] = await resourcesIn(terraform);
    // In Terraform's JSON form, which the parser gives, texts are templates too: what is escaped stays so.
    const escaped = awkward.replace('${', () => '$${').replace('%{', '%%{');
    expect(block.tags).toEqual({ note: escaped });
  });

  it('of a Windows machine has its password as a variable', async () => {
    const { step } = stepPlans(harness, 'win')['create-machine'] ?? {};
    const windows = bound('create-machine', {
      ...step?.input,
      name: 'vm-win',
      image: 'windows-2022',
      sshPublicKey: '',
    });
    const { terraform, bicep, arm, az } = planCode([coded(windows)]);
    const text = terraform.files[0]?.text ?? '';
    const found = await resourcesIn(text);
    expect(found.map(([address]) => address.split('.')[0])).toContain('azurerm_windows_virtual_machine');
    expect(text).toContain('var.admin_password');
    expect(bicep.files[0]?.text).toContain('@secure()\nparam adminPassword string');
    expect(JSON.parse(arm.files[0]?.text ?? '')).toMatchObject({
      parameters: { adminPassword: { type: 'securestring' } },
    });
    expect(az.files[0]?.text).toContain('--admin-password "$ADMIN_PASSWORD"');
  });
});

it('of a Linux VM with a password has no key, and lets passwords in', () => {
  const { step } = stepPlans(harness, 'pw')['create-machine'] ?? {};
  const linux = bound('create-machine', {
    ...step?.input,
    name: 'vm-pw',
    signIn: 'password',
    sshPublicKey: '',
  });
  const { terraform, bicep, az } = planCode([coded(linux)]);
  const text = terraform.files[0]?.text ?? '';
  expect(text).toMatch(/disable_password_authentication += false/);
  expect(text).not.toContain('admin_ssh_key');
  expect(bicep.files[0]?.text).toContain('disablePasswordAuthentication: false');
  expect(bicep.files[0]?.text).not.toContain('publicKeys');
  expect(az.files[0]?.text).toContain('--authentication-type password --admin-password "$ADMIN_PASSWORD"');
});

describe('Bicep in its ARM JSON form', () => {
  it.each(['create-identity', 'create-machine', 'assign-role', 'add-federated-credential'])(
    '%s deploys, and makes the same world as the step',
    async (kind) => {
      const { before, step } = stepPlans(harness, `arm-${kind.slice(0, 6)}`)[kind] ?? {};
      if (!before || !step) throw new Error('There is no plan.');
      if (before.length > 0) await harness.run(before.map((one, stage) => ({ ...one, stage })));
      const azure = harness.stepsOf();
      const one = bound(kind, { ...step.input });
      const observation = await one.observe(azure);
      expect(observation.done).toBe(false);
      const plan = codedPlan([coded(one, observation)]);
      const bicep = plan.bicep.files[0]?.text ?? '';
      await deployPlan(harness, plan);
      expect((await bound(kind, { ...step.input }).observe(azure)).done).toBe(true);
      expect(bicep).toMatch(/^(@secure|resource )/);
      // Every brace and bracket is closed: what a compiler looks at first.
      const bare = bicep.replace(/'(?:[^'\\]|\\.)*'/g, '');
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
    await deployPlan(harness, codedPlan([coded(step)]));
    expect(
      (await azure.identity(`${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-literal`))
        ?.tags,
    ).toEqual({
      note: '[concat(1)]',
      other: awkward,
    });
  });
});
