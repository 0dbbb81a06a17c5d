import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf } from '@/lib/arm/arm-id';
import { type CodedStep, planCode } from '@/lib/changes/plan/plan-text';
import { bound, coded, type Harness, startHarness, stepOf } from '@/lib/changes/testing/harness';
import { stepPlans } from '@/lib/changes/testing/step-plans';

const scriptOf = (step: CodedStep): string => planCode([step]).az.files[0]?.text ?? '';

let harness: Harness;
let group: string;

beforeAll(async () => {
  harness = await startHarness();
  group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
});
afterAll(() => harness.close());

const identityId = (name: string) =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const machineId = (name: string) => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const identity = (name: string) =>
  stepOf('create-identity', { groupId: group, name, location: 'westeurope' });
const machine = (name: string) =>
  stepOf('create-machine', {
    ...stepPlans(harness, name)['create-machine']?.step.input,
    name,
    system: false,
  });

describe('attaching', () => {
  it('leaves an identity alone that somebody else is just attaching', async () => {
    await harness.run([identity('id-race-a'), identity('id-race-b'), machine('vm-race')]);
    const { clock } = harness.azure.emulator;
    const azure = harness.stepsOf();
    const before = await azure.machine(machineId('vm-race'));
    if (!before) throw new Error('The machine is not there.');
    const seen = async () =>
      (await azure.machine(before.id, { checked: true }))?.user.map((one) => [
        nameOf(one.id),
        one.principalId,
        one.missing,
      ]);
    clock.freeze();
    try {
      const other = azure.patchMachineIdentity(
        before.id,
        { type: 'UserAssigned', userAssignedIdentities: { [identityId('id-race-a')]: {} } },
        before.etag,
        () => {},
      );
      await expect.poll(seen).toEqual([['id-race-a', '', false]]);
      const identityIds = [identityId('id-race-b')];
      const mine = await bound('attach-identities', { machineId: before.id, identityIds }).observe(azure);
      const run = mine.run(azure, { report: () => {}, secrets: {}, operationId: 'race' });
      await expect.poll(async () => (await seen())?.map(([name]) => name)).toContain('id-race-b');
      clock.thaw();
      await Promise.all([other, run]);
    } finally {
      clock.thaw();
    }
    const after = await azure.machine(before.id);
    expect(after?.user.map(({ id }) => nameOf(id)).sort()).toEqual(['id-race-a', 'id-race-b']);
  }, 60_000);

  it('takes along a reference to an identity that Azure says is gone', async () => {
    await harness.run([identity('id-gone'), identity('id-stays'), machine('vm-gone')]);
    const target = machineId('vm-gone');
    await harness.run([
      stepOf('attach-identities', { machineId: target, identityIds: [identityId('id-gone')] }),
    ]);
    await harness.stepsOf().deleteIdentity(identityId('id-gone'));
    const { steps } = await harness.run([
      stepOf('attach-identities', { machineId: target, identityIds: [identityId('id-stays')] }),
    ]);
    expect(steps.map(({ state, fault }) => [state, fault])).toEqual([['succeeded', null]]);
    const after = await harness.stepsOf().machine(target);
    expect(after?.user.map(({ id }) => nameOf(id))).toEqual(['id-stays']);
  }, 60_000);
});

describe('giving a role back', () => {
  const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

  it.each(['User', 'Group', 'ServicePrincipal'] as const)(
    'makes the same assignment again, to a %s',
    async (principalType) => {
      const { world } = harness.azure.emulator;
      const principal = [...world.principals.values()].find(({ kind }) => kind === principalType);
      if (!principal) throw new Error(`The scenario has no ${principalType}.`);
      const azure = harness.stepsOf();
      const name = crypto.randomUUID();
      const assignmentId = `${group}/providers/Microsoft.Authorization/roleAssignments/${name}`;
      const body = {
        roleGuid: reader,
        principalId: principal.objectId,
        principalType,
        condition: '',
        description: 'For the night shift',
      };
      await azure.putAssignment(group, name, body);
      const [removed] = (await harness.run([stepOf('remove-role', { assignmentId })])).steps;
      expect(await azure.assignment(assignmentId)).toBeNull();
      if (!removed?.undo?.possible) throw new Error('It is not known how to undo it.');
      const { state } = await harness.run(removed.undo.steps.map((step) => ({ ...step, stage: 0 })));
      expect(state).toBe('succeeded');
      expect(await azure.assignment(assignmentId)).toMatchObject(body);
    },
  );

  it('keeps the condition, in Azure and in the commands', async () => {
    const condition =
      "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'exports'";
    const input = {
      principalId: crypto.randomUUID(),
      principalType: 'User',
      scope: group,
      roleGuid: reader,
      assignmentGuid: crypto.randomUUID(),
      condition,
      description: 'Exports only',
    };
    const command = scriptOf(coded(bound('restore-role', input)));
    expect(command).toContain('--condition-version 2.0');
    expect(command).toContain('--assignee-principal-type User');
    expect(command).toContain("'Exports only'");
  });

  it('gives back each of several', async () => {
    const state = ['a', 'b'].map((condition, index) => ({
      id: `${group}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-4000-8000-00000000000${index}`,
      scope: group,
      principalId: '00000000-0000-4000-8000-000000000009',
      principalType: 'Group',
      roleGuid: reader,
      condition,
      description: '',
    }));
    const { removeRole } = await import('./remove-role');
    const parsed = removeRole.bind({ scope: group, roleGuid: reader, principalId: state[0]?.principalId });
    if (!parsed.ok) throw new Error('The input is not valid.');
    const observed = await parsed.step.observe({ ...harness.stepsOf(), assignmentsOf: async () => state });
    const undo = observed.undo();
    expect(undo.possible && undo.steps.map(({ input }) => input.condition)).toEqual(['a', 'b']);
  });
});

describe('taking verbs out of an access policy', () => {
  const vault = () =>
    [...harness.azure.emulator.world.resources.values()].find(({ name }) => name === 'kv-legacy-prod');

  async function policyOf(objectId: string) {
    const found = await harness.stepsOf().vault(vault()?.id ?? '');
    return found?.policies.find((one) => one.objectId === objectId);
  }

  async function hold(name: string, permissions: Record<string, string[]>): Promise<string> {
    await harness.run([identity(name)]);
    const objectId = (await harness.stepsOf().identity(identityId(name)))?.principalId ?? '';
    const found = vault();
    if (!found) throw new Error('The scenario has no such vault.');
    const { accessPolicies } = found.properties;
    const policies = Array.isArray(accessPolicies) ? accessPolicies : [];
    const policy = { tenantId: String(found.properties.tenantId), objectId, permissions };
    harness.azure.emulator.world.resources.put({
      ...found,
      properties: { ...found.properties, accessPolicies: [...policies, policy] },
    });
    return objectId;
  }

  it('leaves the other verbs, in whatever casing Azure has them', async () => {
    const objectId = await hold('id-casing', { secrets: ['Get', 'List', 'Set'], keys: ['Sign'] });
    const step = { vaultId: vault()?.id, principalResourceId: identityId('id-casing'), secrets: ['GET'] };
    const { state } = await harness.run([stepOf('remove-vault-policy', step)]);
    expect(state).toBe('succeeded');
    expect(await policyOf(objectId)).toMatchObject({ secrets: ['list', 'set'], keys: ['sign'] });
  });

  it('takes “all” apart and keeps the rest', async () => {
    const objectId = await hold('id-all', { secrets: ['all'], keys: ['All'] });
    const step = { vaultId: vault()?.id, principalResourceId: identityId('id-all'), secrets: ['set'] };
    const { state } = await harness.run([stepOf('remove-vault-policy', step)]);
    expect(state).toBe('succeeded');
    const left = await policyOf(objectId);
    expect(left?.secrets.toSorted()).toEqual(['backup', 'delete', 'get', 'list', 'recover', 'restore']);
    expect(left?.keys).toEqual(['all']);
  });

  it('says the same as commands', async () => {
    await hold('id-code', { secrets: ['get', 'list'], keys: [] });
    const step = { vaultId: vault()?.id, principalResourceId: identityId('id-code'), secrets: ['get'] };
    const one = bound('remove-vault-policy', step);
    const command = scriptOf(coded(one, await one.observe(harness.stepsOf())));
    expect(command.match(/accessPolicies\/(add|remove)\?/g)).toHaveLength(1);
    expect(command).toContain('/accessPolicies/remove?');
    expect(command).toContain('"secrets":["get"],"keys":[]');
    expect(command).not.toContain('delete-policy');
  });
});
