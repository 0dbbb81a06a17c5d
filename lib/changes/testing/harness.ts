import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import { azureWriterOf } from '@/lib/azure/write/arm-writer';
import type { CodedStep } from '@/lib/changes/plan/plan-text';
import { Runner, type RunnerSettings } from '@/lib/changes/run/runner';
import { bindStep } from '@/lib/changes/steps/all-steps';
import { idsOnly } from '@/lib/changes/steps/names';
import type { BoundStep, ObservedStep } from '@/lib/changes/steps/step';
import { type EmulatedEstate, startEmulatedEstate } from '@/lib/estate/testing/emulated-estate';
import type { Operation, PlannedStep } from '@/lib/model/operation';
import { openStore } from '@/lib/store/database';
import { OperationStore } from '@/lib/store/operations';
import { ProbeStore } from '@/lib/store/probes';
import type { Store } from '@/lib/store/schema';

/** Fast, so that tests do not wait; as patient as the real ones. */
export const testSettings: RunnerSettings = {
  retryBaseMs: 5,
  retryMaxMs: 50,
  maxAttempts: 8,
  concurrency: 4,
  leaseMs: 2000,
  rolePauses: 3,
  rolePauseMs: 5,
};

export const person = { tenantId: 't', objectId: 'o' };

/** Everything between a confirmed plan and Azure, without a browser. */
export interface Harness {
  readonly azure: EmulatedEstate;
  readonly subscriptionId: string;
  readonly store: OperationStore;
  readonly probes: ProbeStore;
  /** Azure with the rights of one of the scenario's people; the owner's by default. */
  stepsOf(who?: string, timeoutMs?: number): AzureWriter;
  runnerOf(who?: string, timeoutMs?: number): Runner;
  /** Stores a plan and runs it to its end. */
  run(steps: readonly PlannedStep[], who?: string): Promise<Operation>;
  create(steps: readonly PlannedStep[]): Promise<string>;
  find(id: string): Promise<Operation>;
  close(): Promise<void>;
}

export function stepOf(kind: string, input: Record<string, unknown>, stage = 0): PlannedStep {
  return { kind, input, stage };
}

export function bound(kind: string, input: Record<string, unknown>): BoundStep {
  const result = bindStep({ kind, input });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.step;
}

/** A step with its code, where no estate gives names. */
export function coded(step: BoundStep, known: Pick<ObservedStep, 'code'> = step): CodedStep {
  return { title: step.title(idsOnly), code: () => known.code(idsOnly) };
}

export async function startHarness(subscription = 'Contoso Prod'): Promise<Harness> {
  const azure = await startEmulatedEstate({ scenario: 'contoso' });
  const { endpoints } = azure.emulator;
  const subscriptionId = azure.subscriptionId(subscription);
  const folder = mkdtempSync(path.join(tmpdir(), 'keyless-act-'));
  const database: Store = await openStore({ databaseUrl: '', dataFolder: folder });
  const store = new OperationStore(database);
  const cached = new Map<string, AzureWriter>();
  const stepsOf = (who = 'owner', timeoutMs?: number): AzureWriter => {
    const known = timeoutMs === undefined ? cached.get(who) : undefined;
    if (known) return known;
    const made = azureWriterOf(azure.clientsOf(who, 8), endpoints.tenantId, timeoutMs);
    if (timeoutMs === undefined) cached.set(who, made);
    return made;
  };
  const runnerOf = (who?: string, timeoutMs?: number) =>
    new Runner({ store, person, azure: stepsOf(who, timeoutMs), settings: testSettings, changed: () => {} });
  const find = async (id: string) => {
    const operation = await store.find(id, person);
    if (!operation) throw new Error('The operation was not stored.');
    return operation;
  };
  const create = async (steps: readonly PlannedStep[]) => {
    const id = randomUUID();
    await store.create({
      id,
      ...person,
      who: 'Ada',
      title: 'A plan',
      correlationId: randomUUID(),
      undoOf: '',
      planHash: '',
      steps: steps.map((step) => ({ ...step, title: bound(step.kind, { ...step.input }).title(idsOnly) })),
    });
    return id;
  };
  return {
    azure,
    subscriptionId,
    store,
    probes: new ProbeStore(database),
    stepsOf,
    runnerOf,
    create,
    find,
    async run(steps, who) {
      const id = await create(steps);
      await runnerOf(who).start(id);
      return find(id);
    },
    async close() {
      await database.destroy();
      await azure.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
