import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { currentCaller } from '@/lib/auth/caller';
import { clientsOf } from '@/lib/azure/callers';
import { type Harness, startHarness, stepOf } from '@/lib/changes/testing/harness';
import { threeSteps } from '@/lib/changes/testing/step-plans';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import type { PlannedStep } from '@/lib/model/operation';
import { startReview } from './inspect';
import { currentOperationService } from './operation-service';

const lineSchema = z.object({
  req: z.object({ method: z.string(), uri: z.string(), headers: z.record(z.string(), z.string()) }),
});

let harness: Harness;
let group: string;
const folder = mkdtempSync(path.join(tmpdir(), 'keyless-correlation-'));
const recordFile = path.join(folder, 'requests.ndjson');

async function review(steps: readonly PlannedStep[], signal: AbortSignal) {
  return startReview(await currentOperationService(), steps, signal).result;
}

/** What Azure was asked since the last test began. */
function asked() {
  const lines = readFileSync(recordFile, 'utf8').trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => lineSchema.parse(JSON.parse(line)).req);
}

beforeAll(async () => {
  vi.stubEnv('KEYLESS_RECORD', recordFile);
  vi.stubEnv('KEYLESS_DATA_FOLDER', folder);
  harness = await startHarness();
  const { endpoints } = harness.azure.emulator;
  vi.stubEnv('AZURE_RESOURCE_MANAGER_ENDPOINT', endpoints.resourceManager);
  vi.stubEnv('AZURE_AUTHORITY_HOST', endpoints.authority);
  vi.stubEnv('AZURE_GRAPH_ENDPOINT', endpoints.graph);
  vi.stubEnv('KEYLESS_LIVE_INTERVAL_MS', '3600000');
  globalThis.keylessOperator = { credential: harness.azure.credentialOf('owner') };
  group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
});
beforeEach(() => writeFileSync(recordFile, ''));
afterAll(async () => {
  vi.unstubAllEnvs();
  for (const snapshot of globalThis.keylessSnapshots?.values() ?? []) snapshot.close();
  await harness.close();
  rmSync(folder, { recursive: true, force: true });
});

it('every call of a run carries the operation’s correlation id', async () => {
  const operation = await harness.run(threeSteps(group, 'id-correlated'));
  expect(operation.state).toBe('succeeded');
  const ids = asked().map(({ headers }) => headers['x-ms-correlation-request-id']);
  expect(ids.length).toBeGreaterThan(6);
  expect(new Set(ids)).toEqual(new Set([operation.correlationId]));
});

it('every call of a review carries one id, and none follows when its reader leaves', async () => {
  await readyEstate(AbortSignal.timeout(20_000));
  const steps = Array.from({ length: 40 }, (_, index) =>
    stepOf('create-identity', { groupId: group, name: `id-review-${index}`, location: 'westeurope' }),
  );
  writeFileSync(recordFile, '');
  const whole = await review(steps, new AbortController().signal);
  expect(whole.ok && whole.review.ready).toBe(40);
  const calls = asked();
  expect(new Set(calls.map(({ headers }) => headers['x-ms-correlation-request-id'])).size).toBe(1);

  const { faults } = harness.azure.emulator;
  faults.add({ kind: 'latency', match: 'id-review', latencyMs: 5000, count: 1000 });
  const reader = new AbortController();
  const { meter, concurrency } = clientsOf(await currentCaller());
  const before = meter.total;
  const left = review(steps, reader.signal);
  await expect.poll(() => meter.total).toBeGreaterThan(before);
  reader.abort();
  await left;
  // The estate was read before, so whatever is asked now is the review's. What waited for its turn is not asked.
  expect(calls.length).toBeGreaterThan(concurrency);
  expect(meter.total - before).toBeLessThanOrEqual(concurrency);
});
