import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { hasEnded } from '@/lib/model/operation';
import { findOperation, shown } from './operation-service';

const heartbeatMs = 15_000;

/**
 * The operation as server-sent events: now, and after each change, until it has ended. Rejects with AzureError when
 * there is none. Changes that come while one is being written are sent as one. Ends with `signal` and when it is
 * cancelled, in whatever order.
 */
export async function operationEvents(
  id: string,
  caller: Caller,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { service } = await findOperation(id, caller);
  const encoder = new TextEncoder();
  let release = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let writing = false;
      let again = false;
      let open = true;
      const end = (): void => {
        if (!open) return;
        release();
        controller.close();
      };
      const send = async (): Promise<void> => {
        if (writing) {
          again = true;
          return;
        }
        writing = true;
        do {
          again = false;
          const operation = await service.store.find(id, service.caller);
          if (!open) return;
          if (!operation) return end();
          controller.enqueue(encoder.encode(`data: ${JSON.stringify(shown(service, operation))}\n\n`));
          if (hasEnded(operation.state)) return end();
        } while (again);
        writing = false;
      };
      const tell = (): void => {
        send().catch(end);
      };
      const unsubscribe = service.runner.subscribe(id, tell);
      const beat = setInterval(() => {
        controller.enqueue(encoder.encode(': still here\n\n'));
        // Another portal may be the one that works on it.
        tell();
      }, heartbeatMs);
      beat.unref();
      release = () => {
        open = false;
        unsubscribe();
        clearInterval(beat);
        signal.removeEventListener('abort', end);
      };
      signal.addEventListener('abort', end);
      // Whoever asked may be gone by now: such a signal says nothing any more.
      if (signal.aborted) end();
      else tell();
    },
    cancel() {
      release();
    },
  });
}
