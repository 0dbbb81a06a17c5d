import { afterAll, beforeAll, expect, it } from 'vitest';
import { Preflight } from '@/lib/changes/plan/preflight';
import { undoPlan } from '@/lib/changes/plan/undo-plan';
import { bound, type Harness, startHarness, stepOf } from '@/lib/changes/testing/harness';
import { until } from '@/lib/estate/testing/emulated-estate';
import { bindStep } from './all-steps';
import { idsOnly } from './names';

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const userAccessAdministrator = '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9';
/** Whoever may make role assignments at the root, once their access is elevated. */
const administrator = 'owner';

let harness: Harness;
let group: string;
let identityId: string;
beforeAll(async () => {
  harness = await startHarness();
  group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
  identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-scopes`;
  await harness.run([
    stepOf('create-identity', { groupId: group, name: 'id-scopes', location: 'westeurope' }),
  ]);
  const at = new Date().toISOString();
  const principalId = objectIdOf(administrator);
  // As Azure gives it: https://learn.microsoft.com/azure/role-based-access-control/elevate-access-global-admin
  harness.azure.emulator.world.roleAssignments.put({
    name: crypto.randomUUID(),
    scope: '/',
    roleName: userAccessAdministrator,
    principalId,
    principalType: 'User',
    ...{ createdOn: at, updatedOn: at, createdBy: principalId, updatedBy: principalId },
  });
}, 60_000);
afterAll(() => harness.close());

const objectIdOf = (person: string) =>
  harness.azure.emulator.endpoints.people.find(({ roles }) => roles[0] === person)?.objectId ?? '';
const managementGroups = () =>
  [...harness.azure.emulator.world.managementGroups.values()].map(
    ({ name }) => `/providers/Microsoft.Management/managementGroups/${name}`,
  );

it('a role is given, removed, and given back wherever Azure has role assignments: at the root, too', async () => {
  const [managementGroup = ''] = managementGroups();
  for (const scope of ['/', managementGroup, `/subscriptions/${harness.subscriptionId}`, group, identityId]) {
    const assign = stepOf('assign-role', { principalResourceId: identityId, scope, roleGuid: reader });
    const given = await harness.run([assign], administrator);
    expect([scope, given.state, given.steps[0]?.fault]).toEqual([scope, 'succeeded', null]);
    const removed = await harness.run(undoPlan(given).steps, administrator);
    expect([scope, removed.steps[0]?.state]).toEqual([scope, 'succeeded']);
    const back = undoPlan(removed);
    expect(back).toMatchObject({ impossible: [], steps: [{ kind: 'restore-role', input: { scope } }] });
    const restored = await harness.run(back.steps, administrator);
    expect([scope, restored.steps[0]?.state, restored.steps[0]?.fault]).toEqual([scope, 'succeeded', null]);
    const again = await harness.run(undoPlan(restored).steps, administrator);
    expect([scope, again.steps[0]?.state]).toEqual([scope, 'succeeded']);
  }
}, 60_000);

it('says the root’s name, and has a command for it', () => {
  const step = bound('assign-role', { principalResourceId: identityId, scope: '/', roleGuid: reader });
  expect(step.title(idsOnly)).toContain(' on Tenant root to id-scopes');
  expect(step.code(idsOnly)).toMatchObject({ az: [expect.anything()], undeclared: expect.any(String) });
});

it('is told beforehand who may, at the root', async () => {
  const snapshot = harness.azure.snapshotOf(administrator);
  await until(snapshot, () => snapshot.state === 'ready');
  const step = bound('assign-role', {
    principalResourceId: identityId,
    scope: '/',
    roleGuid: reader,
  });
  const verdictOf = async (who: string) => {
    const preflight = new Preflight({
      azure: harness.stepsOf(who),
      estate: snapshot.view,
      roles: () => snapshot.records.roles.values(),
      objectId: objectIdOf(who),
    });
    const [verdict] = await preflight.check(step.requires(), new Set());
    return verdict?.verdict;
  };
  expect(await verdictOf(administrator)).toBe('allowed');
  expect(await verdictOf('nobody')).toBe('missing');
}, 30_000);

it('locks are for subscriptions and what is in them, as in Azure', () => {
  const lock = (scope: string) => bindStep({ kind: 'add-delete-lock', input: { scope, name: 'keep' } });
  for (const scope of [`/subscriptions/${harness.subscriptionId}`, group, identityId])
    expect(lock(scope)).toMatchObject({ ok: true });
  for (const scope of ['/', ...managementGroups()])
    expect(lock(scope)).toMatchObject({
      ok: false,
      errors: { scope: expect.stringContaining('subscription') },
    });
});
