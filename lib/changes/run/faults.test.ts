import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nameOf } from '@/lib/arm/arm-id';
import { type Harness, startHarness, stepOf } from '@/lib/changes/testing/harness';
import { stepPlans, threeSteps } from '@/lib/changes/testing/step-plans';

let harness: Harness;
let group: string;
let count = 0;

beforeAll(async () => {
  harness = await startHarness();
  group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
});
afterAll(() => harness.close());
beforeEach(() => {
  harness.azure.emulator.faults.clear();
  count += 1;
});

const faults = () => harness.azure.emulator.faults;
const identityId = (name: string) =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const identity = (name: string, stage = 0) =>
  stepOf('create-identity', { groupId: group, name, location: 'westeurope' }, stage);
const machine = (name: string, more: Record<string, unknown> = {}) => {
  const { step } = stepPlans(harness, `f${count}`)['create-machine'] ?? {};
  return stepOf('create-machine', { ...step?.input, name, system: false, ...more });
};
const machineId = (name: string) => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

const independent = () => harness.azure.clientsOf('owner');

async function expectThreeSteps(name: string): Promise<void> {
  const azure = harness.stepsOf();
  const made = await azure.identity(identityId(name));
  expect(await azure.assignmentsOf(group, made?.principalId ?? '')).toHaveLength(1);
  expect(await azure.federated(identityId(name))).toHaveLength(1);
}

describe('trouble that passes', () => {
  it.each([
    ['a storm of 429', { kind: '429', count: 9, retryAfterSeconds: 0 }],
    ['a burst of 5xx', { kind: '500', count: 9 }],
    ['connections that break', { kind: 'reset', count: 9 }],
    ['connections that break in the body', { kind: 'truncate', count: 6 }],
  ] as const)(
    '%s costs time, not the operation, and grants nothing twice',
    async (_name, fault) => {
      const name = `id-fault-${count}`;
      const id = await harness.create(threeSteps(group, name));
      faults().add({ ...fault, match: 'rg-web/providers' });
      const runner = harness.runnerOf();
      await runner.start(id);
      const operation = await harness.find(id);
      expect(operation.steps.map(({ state, fault: left }) => [state, left])).toEqual([
        ['succeeded', null],
        ['succeeded', null],
        ['succeeded', null],
      ]);
      await expectThreeSteps(name);
    },
    60_000,
  );

  it('a stall of 20 s is given up after 12, and the step is looked at again', async () => {
    const name = `id-stall-${count}`;
    const id = await harness.create([identity(name)]);
    faults().add({ kind: 'stall', method: 'PUT', match: name });
    await harness.runnerOf().start(id);
    const { state, steps } = await harness.find(id);
    expect([state, steps[0]?.attempts]).toEqual(['succeeded', 2]);
  }, 60_000);

  it('412, because somebody else changed the machine meanwhile: both changes hold', async () => {
    const name = `vm-412-${count}`;
    await harness.run([machine(name)]);
    const id = await harness.create([stepOf('enable-system-assigned', { machineId: machineId(name) })]);
    faults().add({ kind: 'latency', latencyMs: 1500, method: 'PATCH', match: name });
    const run = harness.runnerOf().start(id);
    const { virtualMachines } = independent().compute(harness.subscriptionId);
    await virtualMachines.createOrUpdate('rg-web', name, {
      ...(await virtualMachines.get('rg-web', name)),
      tags: { changed: 'meanwhile' },
    });
    await run;
    expect((await harness.find(id)).state).toBe('succeeded');
    const after = await virtualMachines.get('rg-web', name);
    expect([after.tags, after.identity?.type]).toEqual([{ changed: 'meanwhile' }, 'SystemAssigned']);
  }, 60_000);

  it('a principal that Azure does not know yet for 60 s', async () => {
    const { world } = harness.azure.emulator;
    world.replicationDelayMs = 60_000;
    try {
      const name = `id-young-${count}`;
      const { state } = await harness.run(threeSteps(group, name));
      expect(state).toBe('succeeded');
      await expectThreeSteps(name);
    } finally {
      world.replicationDelayMs = 0;
    }
  });
});

describe('trouble that does not pass is said in Azure’s words, and what was done holds', () => {
  it('a long-running operation that fails', async () => {
    const name = `vm-${count}-lro-fails`;
    const { state, steps } = await harness.run([
      identity(`id-before-${count}`),
      { ...machine(name), stage: 1 },
    ]);
    expect(state).toBe('failed');
    expect(steps.map((step) => step.state)).toEqual(['succeeded', 'failed']);
    expect(steps[1]?.fault?.code).toBe('OperationFailed');
  }, 60_000);

  it('a deployment that somebody else cancels', async () => {
    const name = `vm-${count}-slow`;
    const id = await harness.create([machine(name)]);
    const run = harness.runnerOf().start(id);
    const { arm } = independent();
    const url =
      `${harness.azure.emulator.endpoints.resourceManager}${group}/providers/Microsoft.Resources/deployments/keyless-${id}-${name}`.slice(
        0,
        undefined,
      );
    const deployment = `${url.slice(0, url.lastIndexOf('/') + 1)}${`keyless-${id}-${name}`.slice(0, 64)}`;
    await expect
      .poll(
        async () => {
          const { createPipelineRequest } = await import('@azure/core-rest-pipeline');
          const request = createPipelineRequest({
            url: `${deployment}/cancel?api-version=2022-09-01`,
            method: 'POST',
          });
          return (await arm.sendRequest(request)).status;
        },
        { timeout: 20_000 },
      )
      .toBe(204);
    await run;
    const { state, steps } = await harness.find(id);
    expect(state).toBe('failed');
    expect(steps[0]?.fault?.message).toMatch(/cancel/i);
  }, 60_000);

  it('a long-running operation that never ends', async () => {
    const name = `vm-never-${count}`;
    await harness.run([machine(name)]);
    const id = await harness.create([stepOf('enable-system-assigned', { machineId: machineId(name) })]);
    harness.azure.emulator.clock.freeze();
    try {
      await harness.runnerOf('owner', 1500).start(id);
    } finally {
      harness.azure.emulator.clock.thaw();
    }
    const { state, steps } = await harness.find(id);
    expect(state).toBe('failed');
    expect(steps[0]?.fault).toMatchObject({
      code: 'StillRunning',
      message: expect.stringContaining('It may still succeed'),
    });
    // Azure finished it after all: trying again finds it done.
    await expect
      .poll(async () => (await harness.stepsOf().machine(machineId(name)))?.system, { timeout: 20_000 })
      .not.toBeNull();
    await harness.store.retry(await harness.find(id));
    await harness.runnerOf().start(id);
    expect((await harness.find(id)).state).toBe('succeeded');
  }, 60_000);

  it('an identity that is deleted in between', async () => {
    const name = `vm-between-${count}`;
    const lost = `id-lost-${count}`;
    await harness.run([machine(name), identity(lost)]);
    const id = await harness.create([
      stepOf('deallocate-machine', { machineId: machineId(name) }, 0),
      stepOf('attach-identities', { machineId: machineId(name), identityIds: [identityId(lost)] }, 1),
    ]);
    const run = harness.runnerOf().start(id);
    await harness.stepsOf().deleteIdentity(identityId(lost));
    await run;
    const { state, steps } = await harness.find(id);
    expect(state).toBe('failed');
    expect(steps[1]?.fault?.message).toBe(`${lost} does not exist.`);
    expect((await harness.stepsOf().machine(machineId(name)))?.user).toEqual([]);
  }, 60_000);

  it('a token that Azure calls expired: the step stands where it was and can be tried again', async () => {
    const name = `id-expired-${count}`;
    await harness.run([identity(`id-warm-${count}`)]);
    harness.azure.emulator.clock.advance(2 * 3600_000);
    const { steps } = await harness.run([identity(name)]);
    expect(steps[0]?.state).toBe('failed');
    expect(steps[0]?.fault?.code).toMatch(/Expired|InvalidAuthenticationToken/);
  }, 60_000);
});

describe('a person', () => {
  it('cancels what has not begun; what is under way is seen through', async () => {
    const fresh = await startHarness();
    try {
      const at = `/subscriptions/${fresh.subscriptionId}/resourceGroups/rg-web`;
      const make = (name: string, stage: number) =>
        stepOf('create-identity', { groupId: at, name, location: 'westeurope' }, stage);
      const id = await fresh.create([make('id-first', 0), make('id-second', 1)]);
      fresh.azure.emulator.faults.add({ kind: 'latency', latencyMs: 500, method: 'PUT', match: 'id-first' });
      const run = fresh.runnerOf().start(id);
      await expect.poll(async () => (await fresh.find(id)).steps[0]?.state).toBe('running');
      await fresh.store.requestCancel(await fresh.find(id));
      await run;
      const { state, steps } = await fresh.find(id);
      expect([state, ...steps.map((step) => step.state)]).toEqual(['cancelled', 'succeeded', 'skipped']);
      await fresh.store.retry(await fresh.find(id));
      await fresh.runnerOf().start(id);
      expect((await fresh.find(id)).state).toBe('succeeded');
    } finally {
      await fresh.close();
    }
  });

  it('and another one change the same machine at once, and neither loses an identity', async () => {
    const fresh = await startHarness();
    try {
      const at = `/subscriptions/${fresh.subscriptionId}/resourceGroups/rg-web`;
      const ids = Array.from({ length: 6 }, (_, index) => `id-two-${index}`);
      await fresh.run(
        ids.map((name) => stepOf('create-identity', { groupId: at, name, location: 'westeurope' })),
      );
      const vm = stepPlans(fresh, 'two')['create-machine']?.step;
      await fresh.run([stepOf('create-machine', { ...vm?.input, name: 'vm-two' })]);
      const target = `${at}/providers/Microsoft.Compute/virtualMachines/vm-two`;
      const full = ids.map(
        (name) => `${at}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
      );
      // Two portals: the one's turns mean nothing to the other.
      const other = fresh.stepsOf('owner', 60_000);
      const mine = fresh.run(
        full
          .slice(0, 3)
          .map((one, stage) => stepOf('attach-identities', { machineId: target, identityIds: [one] }, stage)),
      );
      const theirs = (async () => {
        for (const one of full.slice(3)) {
          for (;;) {
            const now = await other.machine(target);
            if (!now) throw new Error('The machine is gone.');
            try {
              const type = now.system ? 'SystemAssigned, UserAssigned' : 'UserAssigned';
              await other.patchMachineIdentity(
                target,
                { type, userAssignedIdentities: { [one]: {} } },
                now.etag,
                () => {},
              );
              break;
            } catch (error) {
              if (!String(error).includes('412') && !/precondition|etag|condition/i.test(String(error)))
                throw error;
            }
          }
        }
      })();
      const [operation] = await Promise.all([mine, theirs]);
      expect(operation.state).toBe('succeeded');
      const after = await other.machine(target);
      expect(after?.user.map(({ id }) => nameOf(id)).sort()).toEqual(ids);
    } finally {
      await fresh.close();
    }
  }, 120_000);
});
