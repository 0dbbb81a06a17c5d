import { randomUUID } from 'node:crypto';
import type { Clock } from './contract/clock.ts';
import { ArmError } from './contract/errors.ts';
import type { Answer, OperationHandle, OperationRequest } from './contract/provider.ts';

interface Operation {
  readonly id: string;
  readonly request: OperationRequest;
  readonly startedMs: number;
  readonly dueMs: number;
  /** Object id of who started it, who may always ask for its state. */
  readonly startedBy: string;
  endedMs?: number;
  failure?: ArmError;
}

/** Azure forgets operations after a while; so does a running emulator, to keep its memory flat. */
const maxOperations = 50_000;
const maxAnnounced = 1000;

/**
 * Long-running operations (azure-resource-manager-rpc, async-api-reference): what a write starts ends when the clock
 * passes its due time, whether or not anybody polls.
 */
export class Operations {
  readonly #clock: Clock;
  readonly #operations = new Map<string, Operation>();
  readonly #pending = new Set<Operation>();
  readonly #onSettled: () => void;
  /** Who waits for the end of an operation, by its id; also of operations that a provider keeps by itself. */
  readonly #watchers = new Map<string, ((failure: ArmError | undefined) => void)[]>();
  /** How operations kept elsewhere ended, for those who ask after the end. */
  readonly #announced = new Map<string, ArmError | undefined>();
  #timer: NodeJS.Timeout | undefined;

  /** `onSettled` is called after operations ended outside of a request, for instance to make their writes durable. */
  constructor(clock: Clock, onSettled: () => void) {
    this.#clock = clock;
    this.#onSettled = onSettled;
  }

  start(
    request: OperationRequest,
    from: { origin: string; apiVersion: string; callerId: string },
  ): OperationHandle {
    const startedMs = this.#clock.now();
    const operation: Operation = {
      id: randomUUID(),
      request,
      startedMs,
      dueMs: startedMs + request.durationMs,
      startedBy: from.callerId,
    };
    this.#operations.set(operation.id, operation);
    this.#pending.add(operation);
    this.#forget();
    this.#schedule();
    const url = `${from.origin}/subscriptions/${request.subscriptionId}/providers/${request.provider}/locations/${request.location}/operations/${operation.id}?api-version=${from.apiVersion}`;
    // az waits 30 s when Retry-After is absent or 0; Azure answers 2 to 10 for these operations.
    const retryAfter = { 'retry-after': String(Math.max(1, Math.ceil(request.durationMs / 1000))) };
    const asyncOperation = {
      'azure-asyncoperation': url,
      'azure-asyncnotification': 'Enabled',
      ...retryAfter,
    };
    return {
      id: operation.id,
      headers: { asyncOperation, all: { ...asyncOperation, location: `${url}&monitor=true` } },
    };
  }

  /** Ends what is due. Cheap when nothing is. Called before each request, so that an advanced clock is seen at once. */
  settle(): void {
    if (this.#pending.size === 0) return;
    const nowMs = this.#clock.now();
    for (const operation of this.#pending) if (operation.dueMs <= nowMs) this.#end(operation, nowMs);
    this.#schedule();
  }

  /** Calls `listener` once when the operation ends; at once when it has ended. */
  watch(id: string, listener: (failure: ArmError | undefined) => void): void {
    const operation = this.#operations.get(id);
    if (operation && operation.endedMs !== undefined) listener(operation.failure);
    else if (this.#announced.has(id)) listener(this.#announced.get(id));
    else this.#watchers.set(id, [...(this.#watchers.get(id) ?? []), listener]);
  }

  /** Tells the watchers of an operation that it has ended. */
  announce(id: string, failure: ArmError | undefined): void {
    const watchers = this.#watchers.get(id) ?? [];
    this.#watchers.delete(id);
    for (const watcher of watchers) watcher(failure);
    if (this.#operations.has(id)) return;
    this.#announced.set(id, failure);
    const [oldest] = this.#announced.keys();
    if (this.#announced.size > maxAnnounced && oldest !== undefined) this.#announced.delete(oldest);
  }

  /** Who may ask: the one who started it, else whoever `mayRead` says. */
  startedBy(id: string): string | undefined {
    return this.#operations.get(id)?.startedBy;
  }

  /** Whether what it answers must not be recorded. */
  isConfidential(id: string): boolean {
    return this.#operations.get(id)?.request.confidential ?? false;
  }

  /** The answer of the `Azure-AsyncOperation` URL: always 200 with a status. */
  status(id: string): Answer | undefined {
    const operation = this.#operations.get(id);
    if (!operation) return undefined;
    const body = {
      startTime: new Date(operation.startedMs).toISOString(),
      ...(operation.endedMs === undefined ? {} : { endTime: new Date(operation.endedMs).toISOString() }),
      status: operation.endedMs === undefined ? 'InProgress' : operation.failure ? 'Failed' : 'Succeeded',
      ...(operation.failure
        ? { error: { code: operation.failure.code, message: operation.failure.message } }
        : outputOf(operation)),
      name: operation.id,
    };
    return {
      status: 200,
      body,
      ...(operation.endedMs === undefined ? { headers: { 'retry-after': '1' } } : {}),
    };
  }

  /** The answer of the `Location` URL: 202 until done, then what the synchronous call would have answered. */
  result(id: string, selfUrl: string): Answer | undefined {
    const operation = this.#operations.get(id);
    if (!operation) return undefined;
    if (operation.endedMs === undefined) {
      return { status: 202, headers: { location: selfUrl, 'retry-after': '1' } };
    }
    if (operation.failure) throw operation.failure;
    return operation.request.result?.() ?? { status: 200 };
  }

  /** Ends everything at once, due or not: before the process goes away. */
  finishAll(): void {
    for (const operation of this.#pending) this.#end(operation, this.#clock.now());
    this.clear();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#operations.clear();
    this.#pending.clear();
    this.#watchers.clear();
    this.#announced.clear();
  }

  #end(operation: Operation, nowMs: number): void {
    this.#pending.delete(operation);
    operation.endedMs = nowMs;
    try {
      operation.request.complete();
    } catch (error) {
      operation.failure =
        error instanceof ArmError
          ? error
          : new ArmError(
              500,
              'InternalExecutionError',
              'An internal execution error occurred. Please retry later.',
            );
      if (!(error instanceof ArmError))
        console.error('A long-running operation failed in the emulator itself:', error);
    }
    this.announce(operation.id, operation.failure);
  }

  /** Wakes up when the next operation is due by a running clock. A frozen clock is looked at once a second. */
  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.size === 0) return;
    let dueMs = Number.POSITIVE_INFINITY;
    for (const operation of this.#pending) dueMs = Math.min(dueMs, operation.dueMs);
    const waitMs = Math.min(1000, Math.max(5, dueMs - this.#clock.now()));
    this.#timer = setTimeout(() => {
      const before = this.#pending.size;
      this.settle();
      if (this.#pending.size !== before) this.#onSettled();
    }, waitMs);
    this.#timer.unref();
  }

  #forget(): void {
    for (const [id, operation] of this.#operations) {
      if (this.#operations.size <= maxOperations) return;
      if (!this.#pending.has(operation)) this.#operations.delete(id);
    }
  }
}

/** An ended operation that answers something shows it as `properties.output` too, which az reads. */
function outputOf(operation: Operation): { properties?: { output: unknown } } {
  if (operation.endedMs === undefined) return {};
  const output = operation.request.result?.().body;
  return output === undefined ? {} : { properties: { output } };
}
