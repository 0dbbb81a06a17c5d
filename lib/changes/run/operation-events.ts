import 'server-only';
import { hasEnded } from '@/lib/model/operation';
import { findOperation, shown } from './operation-service';

const heartbeatMs = 15_000;

/**
 * The operation as server-sent events: now, and after each change, until it has ended. Rejects with AzureError when
 * there is none. Changes that come while one is being written are sent as one.
 */
export async function operationEvents(id: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const { service } = await findOperation(id);
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let writing = false;
      let again = false;
      let closed = false;
      const end = (): void => {
        if (closed) return;
        closed = true;
        stop();
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
          if (closed) return;
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
        if (!closed) controller.enqueue(encoder.encode(': still here\n\n'));
        // Another portal may be the one that works on it.
        tell();
      }, heartbeatMs);
      beat.unref();
      stop = () => {
        unsubscribe();
        clearInterval(beat);
      };
      signal.addEventListener('abort', end);
      tell();
    },
    cancel() {
      stop();
    },
  });
}
