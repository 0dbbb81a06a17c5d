import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toFault } from '@/lib/azure/to-fault';
import { allSteps } from '@/lib/changes/steps/all-steps';
import { bound, type Harness, startHarness } from '@/lib/changes/testing/harness';
import { type StepPlan, stepPlans } from '@/lib/changes/testing/step-plans';
import { until } from '@/lib/estate/testing/emulated-estate';
import { Preflight } from './preflight';

const people = [
  'vm-contributor',
  'managed-identity-operator',
  'reader',
  'rbac-administrator',
  'nobody',
] as const;

let harness: Harness;
const plans = new Map<string, Record<string, StepPlan>>();

/** Azure's own work takes seconds each; side by side it is bearable. */
async function sideBySide(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: 24 }, worker));
}

beforeAll(async () => {
  harness = await startHarness();
  for (const [index, person] of people.entries()) plans.set(person, stepPlans(harness, `p${index}`));
  const all = [...plans.values()].flatMap((one) => Object.values(one));
  await sideBySide(
    all.map(({ before }) => async () => {
      if (before.length === 0) return;
      const { state } = await harness.run(before.map((step, stage) => ({ ...step, stage })));
      if (state !== 'succeeded') throw new Error('The stage could not be set.');
    }),
  );
}, 300_000);
afterAll(() => harness.close());

async function preflightOf(person: string): Promise<Preflight> {
  const snapshot = harness.azure.snapshotOf(person);
  await until(snapshot, () => snapshot.state !== 'loading');
  const found = harness.azure.emulator.endpoints.people.find(({ roles }) => roles[0] === person);
  return new Preflight({
    azure: harness.stepsOf(person),
    estate: snapshot.view,
    roles: () => snapshot.records.roles.values(),
    objectId: found?.objectId ?? '',
  });
}

/** Whether Azure refuses the step for lack of permission when this person asks for it all the same. */
async function isRefused(person: string, { step }: StepPlan): Promise<boolean> {
  const observation = await bound(step.kind, { ...step.input }).observe(harness.stepsOf());
  try {
    await observation.run(harness.stepsOf(person), {
      report: () => {},
      secrets: {},
      operationId: `${person}-${step.kind}`,
    });
    return false;
  } catch (error) {
    const fault = toFault(error, step.kind);
    const refused = fault.status === 403 || /Authorization|not have permission/i.test(fault.code);
    if (!refused) throw error;
    return true;
  }
}

describe.each(people)('%s', (person) => {
  it(`is told beforehand exactly what Azure then refuses, for all ${allSteps.length} actions`, async () => {
    const preflight = await preflightOf(person);
    const told: Record<string, string> = {};
    const happened: Record<string, string> = {};
    await sideBySide(
      Object.entries(plans.get(person) ?? {}).map(([kind, plan]) => async () => {
        const one = bound(plan.step.kind, { ...plan.step.input });
        const planned = new Set(one.creates.map((id) => id.toLowerCase()));
        const verdicts = await preflight.check(one.requires(), planned);
        const missing = verdicts.some(({ verdict }) => verdict === 'missing' || verdict === 'denied');
        expect(verdicts.every(({ verdict }) => verdict !== 'unknown')).toBe(true);
        told[kind] = missing ? 'refused' : 'allowed';
        happened[kind] = (await isRefused(person, plan)) ? 'refused' : 'allowed';
      }),
    );
    expect(told).toEqual(happened);
    expect(Object.keys(told)).toHaveLength(allSteps.length);
  }, 120_000);
});

it.each([
  ['Microsoft.Compute/virtualMachines/write', 'Virtual Machine Contributor'],
  ['Microsoft.ManagedIdentity/userAssignedIdentities/write', 'Managed Identity Contributor'],
  ['Microsoft.Authorization/roleAssignments/write', 'Role Based Access Control Administrator (Preview)'],
])('for %s the role to ask for is %s', async (action, role) => {
  const group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
  const reading = harness.azure.snapshotOf('owner');
  await until(reading, () => reading.state === 'ready');
  const wide = new Preflight({
    azure: harness.stepsOf('nobody'),
    estate: reading.view,
    roles: () => reading.records.roles.values(),
    objectId: '',
  });
  const [verdict] = await wide.check([{ action, scope: group }], new Set());
  expect(verdict).toMatchObject({ verdict: 'missing', role });
});

it('names the smallest role that is missing, where, and who could grant it', async () => {
  const preflight = await preflightOf('vm-contributor');
  const plan = plans.get('vm-contributor')?.['attach-identities'];
  const verdicts = await preflight.check(
    bound('attach-identities', { ...plan?.step.input }).requires(),
    new Set(),
  );
  const missing = verdicts.find(({ verdict }) => verdict === 'missing');
  expect(missing).toMatchObject({
    action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    role: 'Managed Identity Operator',
  });
  expect(missing?.granters).toEqual(['Ravi Shah']);
});
