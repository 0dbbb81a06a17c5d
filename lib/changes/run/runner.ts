import 'server-only';
import { randomUUID } from 'node:crypto';
import { withCallContext } from '@/lib/azure/call-context';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import { bindStep } from '@/lib/changes/steps/all-steps';
import type { Operation, OperationStep } from '@/lib/model/operation';
import { hasEnded } from '@/lib/model/operation';
import type { OperationStore, Person } from '@/lib/store/operations';
import { KeyedMutex } from './keyed-mutex';
import { keepLease } from './lease';
import { runStep } from './run-step';
import type { RunSettings, StepEnd } from './step-run';

export interface RunnerSettings extends RunSettings {
  /** Steps of one stage that run side by side. */
  readonly concurrency: number;
  /** How long a silent runner's operation is left alone. */
  readonly leaseMs: number;
}

export const defaultSettings: RunnerSettings = {
  retryBaseMs: 1000,
  retryMaxMs: 20_000,
  maxAttempts: 8,
  concurrency: 4,
  leaseMs: 8000,
  // Two minutes: Azure says up to ten, and whoever watches is told so.
  rolePauses: 8,
  rolePauseMs: 15_000,
};

interface RunnerParts {
  readonly store: OperationStore;
  readonly person: Person;
  readonly azure: AzureWriter;
  readonly settings: RunnerSettings;
  /** Something was changed in Azure: whoever shows the estate should refresh it. */
  changed(): void;
}

/** What an operation is run with. */
interface Means {
  readonly secrets: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** One writer a machine in this process, whoever's operation it is. */
const machines = new KeyedMutex();

/** Runs one person's operations, each to its end, whatever becomes of the page that began it. */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #owner = randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #listeners = new Map<string, Set<() => void>>();
  /** Last words of long changes, by operation and position. */
  readonly #notes = new Map<string, string>();
  readonly #closing = new AbortController();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /**
   * Starts or resumes an operation; does nothing when another runner has it, and stops where it is when another one
   * takes it or this one is closed. `secrets` live no longer than this.
   */
  start(id: string, secrets: Readonly<Record<string, string>> = {}): Promise<void> {
    const known = this.#running.get(id);
    if (known) return known;
    const run = this.#run(id, secrets).finally(() => {
      this.#running.delete(id);
      this.#tell(id);
    });
    this.#running.set(id, run);
    return run;
  }

  /** The same, without waiting for it: what stops unexpectedly is taken up again by `resume`. */
  begin(id: string, secrets: Readonly<Record<string, string>> = {}): void {
    this.start(id, secrets).catch((error: unknown) => {
      console.error(`Operation ${id} stopped unexpectedly and is resumed later:`, error);
    });
  }

  /** Resumes everything that was begun and that nobody works on. Resolves when all of it has ended. */
  async resume(): Promise<void> {
    const ids = await this.#parts.store.unfinished(this.#parts.person);
    await Promise.all(ids.map((id) => this.start(id)));
  }

  /** Ends what waits and releases its operations: whoever resumes them finds out how far they are. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running.values());
  }

  /** Calls `listener` after each change of the operation until the returned function is called. */
  subscribe(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  noteOf(id: string, position: number): string {
    return this.#notes.get(`${id}/${position}`) ?? '';
  }

  #tell(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener();
  }

  async #run(id: string, secrets: Readonly<Record<string, string>>): Promise<void> {
    const { store, person, settings } = this.#parts;
    if (this.#closing.signal.aborted) return;
    const lease = await keepLease(store, id, this.#owner, settings.leaseMs);
    if (lease === null) return;
    const signal = AbortSignal.any([lease.lost, this.#closing.signal]);
    try {
      const operation = await store.find(id, person);
      if (!operation || hasEnded(operation.state)) return;
      const { correlationId } = operation;
      await withCallContext({ correlationId, signal }, () => this.#work(operation, { secrets, signal }));
    } catch (error) {
      // Stopped where it was: that is no failure, and is not stored as one.
      if (!signal.aborted) throw error;
    } finally {
      await lease.release();
    }
  }

  async #work(operation: Operation, means: Means): Promise<void> {
    const { store } = this.#parts;
    await store.setState(operation, 'running');
    this.#tell(operation.id);
    const stages = [...new Set(operation.steps.map(({ stage }) => stage))].sort((a, b) => a - b);
    let failed = false;
    for (const stage of stages) {
      const steps = operation.steps.filter(
        (step) => step.stage === stage && (step.state === 'waiting' || step.state === 'running'),
      );
      // What failed before a restart still counts.
      failed ||= operation.steps.some((step) => step.stage < stage && step.state === 'failed');
      const stopped = failed || (await store.isCancelled(operation.id));
      const ends = await this.#stage(operation, steps, stopped, means);
      failed ||= ends.includes('failed');
    }
    const cancelled = await store.isCancelled(operation.id);
    const skipped = (await store.find(operation.id, operation))?.steps.some(
      ({ state }) => state === 'skipped',
    );
    await store.setState(operation, failed ? 'failed' : cancelled && skipped ? 'cancelled' : 'succeeded');
    this.#tell(operation.id);
  }

  /** Runs the steps of a stage, a few side by side; those not begun are skipped when the person cancels. */
  async #stage(
    operation: Operation,
    steps: readonly OperationStep[],
    stopped: boolean,
    means: Means,
  ): Promise<StepEnd[]> {
    const { store, settings } = this.#parts;
    const waiting = [...steps];
    const ends: StepEnd[] = [];
    const worker = async (): Promise<void> => {
      for (let step = waiting.shift(); step; step = waiting.shift()) {
        // A step that was under way when the portal ended is finished: nobody knows yet what became of it.
        means.signal.throwIfAborted();
        const skip = step.state === 'waiting' && (stopped || (await store.isCancelled(operation.id)));
        ends.push(skip ? await this.#skip(operation, step) : await this.#step(operation, step, means));
      }
    };
    const workers = Array.from({ length: Math.min(settings.concurrency, steps.length) }, worker);
    // The operation is not released while one of them still works on it.
    await Promise.allSettled(workers);
    await Promise.all(workers);
    return ends;
  }

  async #skip(operation: Operation, { position }: OperationStep): Promise<StepEnd> {
    await this.#parts.store.setStep(operation, position, { state: 'skipped' });
    this.#tell(operation.id);
    return 'skipped';
  }

  async #step(operation: Operation, step: OperationStep, { secrets, signal }: Means): Promise<StepEnd> {
    const { store, azure, settings, changed } = this.#parts;
    const bound = bindStep(step);
    const noteKey = `${operation.id}/${step.position}`;
    const end = await machines.run(bound.ok ? bound.step.machine : undefined, () =>
      runStep({
        operationId: operation.id,
        step,
        followsRole: operation.steps.some((one) => one.stage < step.stage && assignsRole(one)),
        azure,
        secrets,
        settings,
        cancelled: () => store.isCancelled(operation.id),
        signal,
        save: async (change) => {
          signal.throwIfAborted();
          await store.setStep(operation, step.position, change);
          this.#tell(operation.id);
        },
        note: (text) => {
          this.#notes.set(noteKey, text);
          this.#tell(operation.id);
        },
      }),
    );
    this.#notes.delete(noteKey);
    changed();
    return end;
  }
}

function assignsRole(step: OperationStep): boolean {
  const bound = bindStep(step);
  return step.state !== 'skipped' && bound.ok && bound.step.countsTowards === 'role assignments';
}
