import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OperationStep } from '@/lib/operations/operation';
import { type ActBench, bound, startActBench, stepOf } from '@/lib/operations/testing/act-bench';
import { allSteps } from './all-steps';

let bench: ActBench;
let group: string;

beforeAll(async () => {
  bench = await startActBench();
  group = `/subscriptions/${bench.subscriptionId}/resourceGroups/rg-web`;
});
afterAll(() => bench.close());
beforeEach(() => bench.azure.emulator.faults.clear());

const identityId = (name: string) =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const machineId = (name: string) => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const publicKey = `ssh-ed25519 ${'A'.repeat(68)}`;

const newMachine = (name: string, more: Record<string, unknown> = {}) =>
  stepOf('create-machine', {
    groupId: group,
    name,
    location: 'westeurope',
    sshPublicKey: publicKey,
    ...more,
  });

/** Input for every kind of step, on things of its own; what must be there first comes before it. */
const plans: Record<string, () => { before: ReturnType<typeof stepOf>[]; step: ReturnType<typeof stepOf> }> =
  {
    'create-resource-group': () => ({
      before: [],
      step: stepOf('create-resource-group', {
        subscriptionId: bench.subscriptionId,
        name: 'rg-new',
        location: 'westeurope',
      }),
    }),
    'create-identity': () => ({
      before: [],
      step: stepOf('create-identity', {
        groupId: group,
        name: 'id-step-1',
        location: 'westeurope',
        tags: { team: 'a' },
      }),
    }),
    'tag-identity': () => ({
      before: [identity('id-step-2')],
      step: stepOf('tag-identity', { identityId: identityId('id-step-2'), tags: { owner: 'web' } }),
    }),
    'delete-identity': () => ({
      before: [identity('id-step-3')],
      step: stepOf('delete-identity', { identityId: identityId('id-step-3') }),
    }),
    'create-machine': () => ({ before: [], step: newMachine('vm-step-0', { system: true }) }),
    'enable-system-assigned': () => ({
      before: [newMachine('vm-step-1')],
      step: stepOf('enable-system-assigned', { machineId: machineId('vm-step-1') }),
    }),
    'disable-system-assigned': () => ({
      before: [newMachine('vm-step-2', { system: true })],
      step: stepOf('disable-system-assigned', { machineId: machineId('vm-step-2') }),
    }),
    'attach-identities': () => ({
      before: [newMachine('vm-step-3'), identity('id-step-4')],
      step: stepOf('attach-identities', {
        machineId: machineId('vm-step-3'),
        identityIds: [identityId('id-step-4')],
      }),
    }),
    'detach-identities': () => ({
      before: [identity('id-step-5'), newMachine('vm-step-4', { identityIds: [identityId('id-step-5')] })],
      step: stepOf('detach-identities', {
        machineId: machineId('vm-step-4'),
        identityIds: [identityId('id-step-5')],
      }),
    }),
    'start-machine': () => ({
      before: [newMachine('vm-step-5'), stepOf('deallocate-machine', { machineId: machineId('vm-step-5') })],
      step: stepOf('start-machine', { machineId: machineId('vm-step-5') }),
    }),
    'deallocate-machine': () => ({
      before: [newMachine('vm-step-6')],
      step: stepOf('deallocate-machine', { machineId: machineId('vm-step-6') }),
    }),
    'delete-machine': () => ({
      before: [newMachine('vm-step-7')],
      step: stepOf('delete-machine', { machineId: machineId('vm-step-7') }),
    }),
    'assign-role': () => ({ before: [identity('id-step-6')], step: grant('id-step-6') }),
    'remove-role': () => ({
      before: [identity('id-step-7'), grant('id-step-7')],
      step: stepOf('remove-role', { ...about('id-step-7'), holder: 'id-step-7' }),
    }),
    'restore-role': () => ({
      before: [],
      step: stepOf('restore-role', {
        principalId: principalOf('id-web-prod'),
        principalType: 'ServicePrincipal',
        holder: 'id-web-prod',
        scope: group,
        roleGuid: '43d0d8ad-25c7-4714-9337-8ba259a9fe05',
        roleName: 'Monitoring Reader',
      }),
    }),
    'add-vault-policy': () => ({
      before: [identity('id-step-8')],
      step: stepOf('add-vault-policy', {
        vaultId: policyVault(),
        holderId: identityId('id-step-8'),
        secrets: ['get'],
      }),
    }),
    'remove-vault-policy': () => ({
      before: [
        identity('id-step-9'),
        stepOf('add-vault-policy', {
          vaultId: policyVault(),
          holderId: identityId('id-step-9'),
          secrets: ['get'],
        }),
      ],
      step: stepOf('remove-vault-policy', {
        vaultId: policyVault(),
        holderId: identityId('id-step-9'),
        secrets: ['get'],
      }),
    }),
    'add-federated-credential': () => ({ before: [identity('id-step-10')], step: federated('id-step-10') }),
    'remove-federated-credential': () => ({
      before: [identity('id-step-11'), federated('id-step-11')],
      step: stepOf('remove-federated-credential', { identityId: identityId('id-step-11'), name: 'github' }),
    }),
    'add-delete-lock': () => ({
      before: [identity('id-step-12')],
      step: stepOf('add-delete-lock', { scope: identityId('id-step-12'), name: 'keep' }),
    }),
    'remove-delete-lock': () => ({
      before: [
        identity('id-step-13'),
        stepOf('add-delete-lock', { scope: identityId('id-step-13'), name: 'keep' }),
      ],
      step: stepOf('remove-delete-lock', { scope: identityId('id-step-13'), name: 'keep' }),
    }),
  };

const identity = (name: string) =>
  stepOf('create-identity', { groupId: group, name, location: 'westeurope' });
const about = (name: string) => ({
  holderId: identityId(name),
  scope: group,
  roleGuid: reader,
  roleName: 'Reader',
});
const grant = (name: string) => stepOf('assign-role', about(name));
const federated = (name: string) =>
  stepOf('add-federated-credential', {
    identityId: identityId(name),
    name: 'github',
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:contoso/web:environment:production',
  });

function principalOf(name: string): string {
  const { world } = bench.azure.emulator;
  const found = [...world.principals.values()].find(
    (one) => one.kind === 'ServicePrincipal' && one.displayName === name,
  );
  if (!found) throw new Error(`${name} is not in the scenario.`);
  return found.objectId;
}

function policyVault(): string {
  const { world } = bench.azure.emulator;
  const found = [...world.resources.values()].find(({ name }) => name === 'kv-legacy-prod');
  if (!found) throw new Error('The scenario has no vault with policies.');
  return found.id;
}

async function runAll(steps: readonly ReturnType<typeof stepOf>[]): Promise<readonly OperationStep[]> {
  const operation = await bench.run(steps.map((step, stage) => ({ ...step, stage })));
  const failed = operation.steps.find(({ state }) => state === 'failed');
  if (failed) throw new Error(`${failed.title}: ${failed.fault?.code} ${failed.fault?.message}`);
  return operation.steps;
}

it('has a plan here for every action', () => {
  expect(Object.keys(plans).sort()).toEqual(allSteps.map(({ kind }) => kind).sort());
});

describe.each(Object.keys(plans))('%s', (kind) => {
  it('does what it says, once, and takes it back where that is possible', async () => {
    const plan = plans[kind];
    if (!plan) throw new Error('There is no plan.');
    const { before, step } = plan();
    await runAll(before);
    const [done] = await runAll([step]);
    expect(done).toMatchObject({ state: 'succeeded', attempts: 1 });
    const again = bound(step.kind, { ...step.input });
    expect((await again.observe(bench.stepsOf())).done).toBe(true);
    expect((await runAll([step]))[0]).toMatchObject({ state: 'unchanged' });
    if (!done?.undo) throw new Error('It is not known how to take it back.');
    if (!done.undo.possible) {
      expect(done.undo.why).not.toBe('');
      return;
    }
    expect(done.undo.steps.length).toBeGreaterThan(0);
    await runAll(done.undo.steps.map((one) => ({ ...one, stage: 0 })));
    expect((await again.observe(bench.stepsOf())).done).toBe(false);
  });

  it('has words, permissions and code', () => {
    const plan = plans[kind];
    if (!plan) throw new Error('There is no plan.');
    const { step } = plan();
    const one = bound(step.kind, { ...step.input });
    expect(one.title).toMatch(/^\p{Lu}/u);
    expect(one.requires().length).toBeGreaterThan(0);
    const { az, bicep, terraform } = one.code();
    expect(az.every((line) => line.startsWith('az '))).toBe(true);
    expect(bicep === null || bicep.length > 0).toBe(true);
    expect(terraform?.length).toBeGreaterThan(0);
  });
});
