import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

export interface CallContext {
  /** Ends all calls when aborted. */
  readonly signal: AbortSignal | undefined;
  /** Sent as x-ms-correlation-request-id, so that Azure's Activity Log can be joined with ours. */
  readonly correlationId: string;
  /** Told of each request on the wire, retries included. */
  readonly onCall: (() => void) | undefined;
  /** A POST is sent once: see oncePolicy. */
  readonly once: boolean;
}

const storage = new AsyncLocalStorage<CallContext>();

/**
 * Everything `work` asks of Azure carries the signal and one correlation id, a new one unless given. Needed because the
 * SDKs' modular clients pass a call's own options on to the first page of a list only. A context inside another one
 * replaces it: what goes on in the background must not end with the request that began it.
 */
export function withCallContext<Value>(context: Partial<CallContext>, work: () => Value): Value {
  const { signal, correlationId = randomUUID(), onCall, once = false } = context;
  return storage.run({ signal, correlationId, onCall, once }, work);
}

export function callContext(): CallContext | undefined {
  return storage.getStore();
}
