import 'server-only';
import type { Snapshot } from '@/lib/estate/snapshot/snapshot';

const heartbeatMs = 15_000;

/**
 * Server-sent events: the estate's state at once, then whenever it moved; a comment every 15 seconds keeps proxies from
 * closing the connection. As long as it is open, somebody watches. Ends with `signal`.
 */
export function eventStream(snapshot: Snapshot, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let last = '';
      const send = () => {
        const { event } = snapshot;
        // The minute's call count moves by itself and is no news.
        const { budget, ...news } = event;
        const text = JSON.stringify(news);
        if (text === last) return;
        last = text;
        controller.enqueue(encoder.encode(`data: ${JSON.stringify({ ...news, budget })}\n\n`));
      };
      const unsubscribe = snapshot.subscribe(send);
      const heartbeat = setInterval(
        () => controller.enqueue(encoder.encode(': still here\n\n')),
        heartbeatMs,
      );
      end = () => {
        clearInterval(heartbeat);
        unsubscribe();
        signal.removeEventListener('abort', close);
      };
      const close = () => {
        end();
        controller.close();
      };
      signal.addEventListener('abort', close, { once: true });
      controller.enqueue(encoder.encode('retry: 2000\n\n'));
      send();
      if (signal.aborted) close();
    },
    cancel() {
      end();
    },
  });
}
