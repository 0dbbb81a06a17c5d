import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { type Harness, startHarness } from '@/lib/changes/testing/harness';
import { threeSteps } from '@/lib/changes/testing/step-plans';
import type { PlannedStep } from '@/lib/model/operation';
import { openStore } from '@/lib/store/database';
import { OperationStore } from '@/lib/store/operations';

/** `npm run trials -- --only killed` kills 200. */
const kills = inject('trialCount') || 8;
/** Calls to Azure that the plan below makes when nothing goes wrong, and a few more. */
const requestsOfAPlan = 18;
const hooks = new URL('../testing/alias-hooks.mjs', import.meta.url).href;
const child = fileURLToPath(new URL('../testing/runner-child.ts', import.meta.url));

let harness: Harness;
const folders: string[] = [];

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function start(folder: string, operationId: string, steps: readonly PlannedStep[]): ChildProcess {
  const { endpoints } = harness.azure.emulator;
  const operator = endpoints.servicePrincipals.find(({ name }) => name === 'keyless-operator');
  const input = {
    folder,
    endpoint: endpoints.resourceManager,
    authority: endpoints.authority,
    caFile: endpoints.caFile,
    tenantId: endpoints.tenantId,
    clientId: operator?.clientId,
    secret: operator?.secret,
    operationId,
    steps,
  };
  return spawn(
    process.execPath,
    ['--conditions=react-server', '--no-warnings', '--import', hooks, child, JSON.stringify(input)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

/** Waits until the child says the word; false when it ended before. */
async function says(process: ChildProcess, word: string): Promise<boolean> {
  if (!process.stdout) return false;
  for await (const chunk of process.stdout) if (String(chunk).includes(word)) return true;
  return false;
}

interface Promised {
  readonly operationId: string;
  readonly name: string;
}

/** Kills one portal after the other, each taking up what the one before left; the last one may finish. */
async function lane(folder: string, rounds: readonly number[], group: string): Promise<Promised[]> {
  const promised: Promised[] = [];
  for (const round of rounds) {
    const name = `id-killed-${round}`;
    const operationId = randomUUID();
    const running = start(folder, operationId, threeSteps(group, name));
    expect(await says(running, 'stored')).toBe(true);
    promised.push({ operationId, name });
    // After one more request each time: before, inside and between the steps, and once they are done.
    const from = harness.azure.emulator.requests();
    const after = round % requestsOfAPlan;
    await vi.waitUntil(() => running.exitCode !== null || harness.azure.emulator.requests() - from >= after, {
      interval: 1,
      timeout: 20_000,
    });
    running.kill('SIGKILL');
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
  }
  expect(await says(start(folder, randomUUID(), []), 'done')).toBe(true);
  return promised;
}

it(`a portal killed ${kills} times between and inside steps loses nothing that was promised, and grants nothing twice`, async () => {
  const group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
  const rounds = Array.from({ length: kills }, (_, round) => round);
  // Two portals with a store each: starting one takes a second of one processor.
  const lanes = [rounds.filter((round) => round % 2 === 0), rounds.filter((round) => round % 2 === 1)];
  await Promise.all(
    lanes.map(async (mine) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'keyless-killed-'));
      folders.push(folder);
      const promised = await lane(folder, mine, group);
      const database = await openStore({ databaseUrl: '', dataFolder: folder });
      const store = new OperationStore(database);
      for (const { operationId } of promised) {
        const operation = await store.find(operationId, { tenantId: 't', objectId: 'o' });
        expect([operation?.state, operation?.steps.map(({ state }) => state)]).toEqual([
          'succeeded',
          ['succeeded', 'succeeded', 'succeeded'],
        ]);
      }
      await database.destroy();
      const { world } = harness.azure.emulator;
      for (const { name } of promised) {
        const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
        const principalId = (await harness.stepsOf().identity(id))?.principalId ?? '';
        const roleAssignments = [...world.roleAssignments.values()].filter(
          (one) => one.principalId === principalId,
        );
        expect(roleAssignments).toHaveLength(1);
        expect(await harness.stepsOf().federated(id)).toHaveLength(1);
      }
    }),
  );
}, 600_000);
