import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Harness, person, startHarness, stepOf } from '@/lib/changes/testing/harness';
import { stepPlans } from '@/lib/changes/testing/step-plans';
import { proofOf } from './proof';

let harness: Harness;
let machineId: string;

const kind = 'restart-virtual-machine';
const steps = () => [stepOf(kind, { machineId })];
const mayHaveHappened = {
  code: 'OutcomeUnknown',
  message: expect.stringContaining('It may or may not have happened'),
};

beforeAll(async () => {
  harness = await startHarness();
  const plan = stepPlans(harness, 'once')[kind];
  if (!plan) throw new Error('There is no plan.');
  await harness.run(plan.before);
  machineId = String(plan.step.input.machineId);
}, 60_000);
afterAll(() => harness.close());
beforeEach(() => harness.azure.emulator.faults.clear());

it('happens, and has no way back', async () => {
  const { state, steps: ran } = await harness.run(steps());
  expect([state, ran[0]?.state, ran[0]?.attempts]).toEqual(['succeeded', 'succeeded', 1]);
  expect(ran[0]?.undo).toEqual({ possible: false, why: 'A restart cannot be undone.' });
  expect(proofOf({ steps: ran })).toBe('Azure reported the restart as done; nothing of it can be read back.');
  const [one] = ran;
  if (!one) throw new Error('There is no step.');
  const started = { ...one, ...stepOf('start-machine', { machineId }) };
  expect(proofOf({ steps: [started, one, one] })).toMatch(/^Read back from Azure\. Azure reported [^.]*\.$/);
  expect(proofOf({ steps: [{ ...started, state: 'failed' }] })).toBe('');
});

// A second request would be answered well: that the step fails says that there was none.
it.each(['500', 'reset'] as const)(
  'is not asked for twice when the answer is lost (%s): a person looks, and retries it',
  async (fault) => {
    const id = await harness.create(steps());
    harness.azure.emulator.faults.add({ kind: fault, method: 'POST', match: '/restart$' });
    await harness.runnerOf().start(id);
    const failed = await harness.find(id);
    expect(failed.state).toBe('failed');
    expect(failed.steps[0]?.fault).toMatchObject(mayHaveHappened);
    await harness.store.retry(failed);
    await harness.runnerOf().start(id);
    expect((await harness.find(id)).state).toBe('succeeded');
  },
  30_000,
);

it('waits when Azure says that there are too many requests: that one did not happen', async () => {
  harness.azure.emulator.faults.add({
    kind: '429',
    method: 'POST',
    match: '/restart$',
    retryAfterSeconds: 0,
  });
  expect((await harness.run(steps())).state).toBe('succeeded');
}, 30_000);

it('is told, not repeated, when the portal ended in between', async () => {
  const id = await harness.create(steps());
  const operation = await harness.find(id);
  // As a portal leaves it that is killed right after the intent was stored.
  await harness.store.setState(operation, 'running');
  await harness.store.setStep(operation, 0, { state: 'running', attempts: 1, startedAt: 1 });
  const before = harness.azure.emulator.requests();
  await harness.runnerOf().resume();
  const { state, steps: ran } = await harness.find(id);
  expect(state).toBe('failed');
  expect(ran[0]?.fault).toMatchObject(mayHaveHappened);
  expect(harness.azure.emulator.requests()).toBe(before);
  expect(await harness.store.unfinished(person)).toEqual([]);
});

it('is refused before it is asked for where it cannot work', async () => {
  await harness.run([stepOf('deallocate-machine', { machineId })]);
  const { steps: ran } = await harness.run(steps());
  expect(ran[0]).toMatchObject({
    state: 'failed',
    attempts: 0,
    fault: { message: expect.stringContaining('Only a running virtual machine can be restarted') },
  });
}, 30_000);
