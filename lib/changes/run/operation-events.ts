import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { eventStream } from '@/lib/http/sse';
import { hasEnded } from '@/lib/model/operation';
import { findOperation, shown } from './operation-service';

/**
 * The operation as server-sent events: now, and after each change, until it has ended. Rejects with AzureError when
 * there is none. Changes that come while one is being written are sent as one.
 */
export async function operationEvents(
  id: string,
  caller: Caller,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { service } = await findOperation(id, caller);
  let tell = (): void => {};
  return eventStream(signal, {
    start(events) {
      let writing = false;
      let again = false;
      const send = async (): Promise<void> => {
        if (writing) {
          again = true;
          return;
        }
        writing = true;
        do {
          again = false;
          const operation = await service.store.find(id, service.caller);
          if (events.ended) return;
          if (!operation) return events.end();
          const now = await shown(service, operation);
          if (events.ended) return;
          events.send(now);
          if (hasEnded(operation.state)) return events.end();
        } while (again);
        writing = false;
      };
      tell = () => {
        send().catch(events.end);
      };
      const unsubscribe = service.runner.subscribe(id, tell);
      tell();
      return unsubscribe;
    },
    // Another portal may be the one that works on it.
    beat: () => tell(),
  });
}
