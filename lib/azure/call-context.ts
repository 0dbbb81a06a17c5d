import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

export interface CallContext {
  readonly signal: AbortSignal | undefined;
  /** Sent as x-ms-correlation-request-id, so that Azure's Activity Log can be joined with ours. */
  readonly correlationId: string;
}

const storage = new AsyncLocalStorage<CallContext>();

/**
 * Everything `work` asks of Azure carries the signal and one correlation id. Needed because the SDKs' modular clients
 * pass a call's own options on to the first page of a list only.
 */
export function withCallContext<Value>(
  signal: AbortSignal | undefined,
  work: () => Value,
  correlationId: string = randomUUID(),
): Value {
  return storage.run({ signal, correlationId }, work);
}

export function callContext(): CallContext | undefined {
  return storage.getStore();
}
