import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Harness, person, startHarness, stepOf, testSettings } from '@/lib/changes/testing/harness';
import { openStore } from '@/lib/store/database';
import { OperationStore } from '@/lib/store/operations';
import type { Store } from '@/lib/store/schema';
import { Runner } from './runner';

/** Far longer than the test may take: whoever waits for Azure to the end fails it. */
const longMs = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), 'keyless-lease-'));
let harness: Harness;
let database: Store;
let operations: OperationStore;
beforeAll(async () => {
  harness = await startHarness();
  database = await openStore({ databaseUrl: '', dataFolder: folder });
  operations = new OperationStore(database);
}, 60_000);
afterAll(async () => {
  await database.destroy();
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => harness.azure.emulator.faults.clear());

function newRunner(): Runner {
  const settings = { ...testSettings, leaseMs: 150 };
  return new Runner({ store: operations, person, azure: harness.stepsOf(), settings, changed: () => {} });
}

async function stored(name: string): Promise<string> {
  const id = randomUUID();
  const groupId = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
  const step = (suffix: string, stage: number) => ({
    ...stepOf('create-identity', { groupId, name: `${name}-${suffix}`, location: 'westeurope' }, stage),
    title: 'Create it',
  });
  await operations.create({
    id,
    ...person,
    who: 'Ada',
    title: 'A plan',
    correlationId: randomUUID(),
    undoOf: '',
    planHash: '',
    steps: [step('a', 0), step('b', 0), step('c', 1)],
  });
  return id;
}

async function find(id: string) {
  const operation = await operations.find(id, person);
  if (!operation) throw new Error('It was stored.');
  return operation;
}

async function running(id: string): Promise<number> {
  return (await find(id)).steps.filter(({ state }) => state === 'running').length;
}

/** Azure that makes whoever writes wait: for its answer, or before the next try. */
const waits = [
  ['an answer', { kind: 'latency', latencyMs: longMs }],
  ['the next try', { kind: '429', retryAfterSeconds: longMs / 1000 }],
] as const;

it.each(waits)(
  'whoever loses its lease while it waits for %s stops there and stores nothing',
  async (_, fault) => {
    const { faults } = harness.azure.emulator;
    const id = await stored(`id-lost-${fault.kind}`);
    faults.add({ ...fault, method: 'PUT', match: 'id-lost', count: 1000 });
    const run = newRunner().start(id);
    await expect.poll(() => running(id)).toBe(2);
    // Another portal whose clock says that the lease ran out.
    const thief = new OperationStore(database, () => Date.now() + longMs);
    expect(await thief.lease(id, 'thief', longMs)).toBe(true);
    await run;
    const { state, steps } = await find(id);
    expect(state).toBe('running');
    for (const step of steps) expect(['waiting', 'running']).toContain(step.state);
    expect(steps.map(({ endedAt }) => endedAt)).toEqual([-1, -1, -1]);
    expect(await operations.lease(id, 'somebody', 1)).toBe(false);
    await operations.release(id, 'thief');
    faults.clear();
    await newRunner().resume();
    expect((await find(id)).state).toBe('succeeded');
  },
  20_000,
);

it.each(waits)(
  'a runner that is closed while it waits for %s gives its operations free at once',
  async (_, fault) => {
    const { faults } = harness.azure.emulator;
    const id = await stored(`id-closed-${fault.kind}`);
    faults.add({ ...fault, method: 'PUT', match: 'id-closed', count: 1000 });
    const runner = newRunner();
    runner.begin(id);
    await expect.poll(() => running(id)).toBe(2);
    await runner.close();
    expect(await operations.unfinished(person)).toEqual([id]);
    await runner.start(id);
    expect((await find(id)).state).toBe('running');
    faults.clear();
    await newRunner().resume();
    expect((await find(id)).state).toBe('succeeded');
  },
  20_000,
);
