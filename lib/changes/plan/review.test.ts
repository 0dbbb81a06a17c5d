import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameOf } from '@/lib/arm/arm-id';
import { type Harness, startHarness, stepOf } from '@/lib/changes/testing/harness';
import { stepPlans, threeSteps } from '@/lib/changes/testing/step-plans';
import type { Snapshot } from '@/lib/estate/snapshot/snapshot';
import { until } from '@/lib/estate/testing/emulated-estate';
import type { PlannedStep } from '@/lib/model/operation';
import type { PlanReview } from '@/lib/model/plan-review';
import { Preflight } from './preflight';
import { bindPlan, reviewPlan } from './review';

let harness: Harness;
let snapshot: Snapshot;
let prod: string;

beforeAll(async () => {
  harness = await startHarness();
  snapshot = harness.azure.snapshotOf('owner');
  await until(snapshot, () => snapshot.state === 'ready');
  prod = `/subscriptions/${harness.subscriptionId}/resourceGroups`;
});
afterAll(() => harness.close());

async function review(steps: readonly PlannedStep[]): Promise<PlanReview> {
  const bound = bindPlan(steps);
  if (!bound.ok) throw new Error(JSON.stringify(bound.errors));
  const azure = harness.stepsOf();
  const preflight = new Preflight({
    azure,
    estate: snapshot.view,
    roles: () => snapshot.records.roles.values(),
    objectId: '',
  });
  return reviewPlan(bound.steps, { azure, estate: snapshot.view, preflight });
}

const identityId = (group: string, name: string) =>
  `${prod}/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
/** ARM id of an identity of the scenario. */
function ofScenario(name: string): string {
  const found = [...harness.azure.emulator.world.resources.values()].find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not in the scenario.`);
  return found.id;
}

const machineId = (group: string, name: string) =>
  `${prod}/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

it('knows what earlier steps make: nothing that a plan creates is missing in it', async () => {
  const { steps, ready } = await review(threeSteps(`${prod}/rg-web`, 'id-review'));
  expect(steps.map(({ state, blocker }) => [state, blocker])).toEqual([
    ['ready', ''],
    ['ready', ''],
    ['ready', ''],
  ]);
  expect(ready).toBe(3);
});

it('says which lock forbids a deletion, unless the plan takes it away first', async () => {
  const locked = ofScenario('id-payments');
  const deletion = stepOf('delete-identity', { identityId: locked }, 1);
  const alone = await review([deletion]);
  expect(alone.steps[0]).toMatchObject({
    state: 'blocked',
    blocker: expect.stringContaining('The lock “lock-payments-identity” (CanNotDelete) forbids it'),
  });
  const first = stepOf('remove-delete-lock', { scope: locked, name: 'lock-payments-identity' }, 0);
  expect((await review([first, deletion])).steps[1]?.state).toBe('ready');
});

it('says what IMDS gives by default before and after, and which machines lose an identity', async () => {
  const { impact } = await review([
    stepOf('disable-system-assigned', { machineId: machineId('rg-orders', 'vm-orders-01') }),
    stepOf('delete-identity', { identityId: ofScenario('id-orders') }),
  ]);
  expect(impact).toContainEqual(
    expect.objectContaining({
      what: 'vm-orders-01, default identity for code that names none',
      before: 'system: its own',
      after: 'user: id-orders',
      tone: 'lost',
    }),
  );
  expect(impact.filter(({ what }) => what.endsWith('loses id-orders'))).toHaveLength(7);
  expect(impact.find(({ what }) => what === 'Role assignments')?.after).toMatch(/of nobody$/);
});

it('shows what Azure itself foresees of a template', async () => {
  const plan = stepPlans(harness, 'review')['create-machine'];
  if (!plan) throw new Error('There is no plan.');
  const { impact } = await review([plan.step]);
  const previewed = impact.filter(({ note }) => note.includes('what-if'));
  expect(previewed.map(({ what, after }) => `${what} ${after}`)).toContain(
    'vm-made-review (virtualMachines) create',
  );
});

it('has another hash when the plan or what it was computed from moves, and the same when nothing did', async () => {
  const target = machineId('rg-web', 'vm-hash');
  const plan = stepPlans(harness, 'hash')['create-machine'];
  await harness.run([stepOf('create-machine', { ...plan?.step.input, name: 'vm-hash', system: false })]);
  const steps = [stepOf('enable-system-assigned', { machineId: target })];
  const before = (await review(steps)).hash;
  expect((await review(steps)).hash).toBe(before);
  expect((await review([...steps, stepOf('deallocate-machine', { machineId: target }, 1)])).hash).not.toBe(
    before,
  );
  await harness.run([stepOf('deallocate-machine', { machineId: target })]);
  expect((await review(steps)).hash).not.toBe(before);
});

it('refuses what cannot work whatever the rights: isolation, twins, names that are taken', async () => {
  const { world } = harness.azure.emulator;
  const regional = identityId('rg-web', 'id-regional');
  await harness.run([
    stepOf('create-identity', {
      groupId: `${prod}/rg-web`,
      name: 'id-regional',
      location: 'swedencentral',
      isolationScope: 'Regional',
    }),
  ]);
  expect(world.resources.get(regional)).toBeDefined();
  const attach = stepOf('attach-identities', {
    machineId: machineId('rg-orders', 'vm-orders-01'),
    identityIds: [regional],
  });
  const again = stepOf('create-identity', {
    groupId: `${prod}/rg-web`,
    name: 'id-regional',
    location: 'westeurope',
  });
  const missing = stepOf('attach-identities', {
    machineId: machineId('rg-orders', 'vm-orders-01'),
    identityIds: [identityId('rg-web', 'id-never-was')],
  });
  const { steps } = await review([attach, again, missing]);
  expect(steps.map(({ blocker }) => blocker)).toEqual([
    'id-regional is isolated to swedencentral; vm-orders-01 is in westeurope.',
    'id-regional exists already in rg-web, in swedencentral. An identity cannot move to another region: choose another name.',
    'id-never-was does not exist.',
  ]);
});

it('shows the names Azure has for ids, refuses names that are sent along, and says which ids nobody knows', async () => {
  const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
  const nobody = '00000000-0000-4000-8000-000000000001';
  const principalResourceId = ofScenario('id-orders');
  const input = { principalResourceId, scope: `${prod}/rg-orders`, roleGuid: owner };
  const lie = bindPlan([stepOf('assign-role', { ...input, roleName: 'Reader' })]);
  expect(lie.ok ? '' : Object.values(lie.errors[0] ?? {}).join()).toContain('roleName');
  const { steps, impact } = await review([
    stepOf('assign-role', input),
    stepOf('assign-role', { ...input, roleGuid: nobody }),
    stepOf('remove-role', { scope: `${prod}/rg-orders`, roleGuid: owner, principalId: nobody }),
  ]);
  expect(steps.map(({ title }) => title)).toEqual([
    'Grant Owner on rg-orders to id-orders',
    `Grant unknown role ${nobody} on rg-orders to id-orders`,
    expect.stringMatching(new RegExp(`^Remove Owner on rg-orders from \\w+ principal ${nobody}$`)),
  ]);
  expect(impact[0]?.after).toBe('Owner');
});

it('names a role assignment that is given by its id, and says so when it is in nothing that can be seen', async () => {
  const { view } = snapshot;
  const row = [...view.roleAssignments.live()].find((one) => view.roleAssignment(one).scope !== '/');
  if (row === undefined) throw new Error('The scenario has no role assignment.');
  const { armId, roleGuid, scope } = view.roleAssignment(row);
  const known = await review([stepOf('remove-role', { assignmentId: armId })]);
  expect(known.steps[0]?.title).toContain(`Remove ${view.role(roleGuid)?.name} on ${nameOf(scope)} from`);
  const other = armId.replace(/[^/]+$/, '00000000-0000-4000-8000-000000000002');
  const unknown = await review([stepOf('remove-role', { assignmentId: other })]);
  expect(unknown.steps[0]).toMatchObject({
    title: expect.stringContaining('unknown role assignment 00000000-0000-4000-8000-000000000002'),
    state: 'done',
  });
});
