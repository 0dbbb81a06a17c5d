import 'server-only';
import type { Snapshot } from '@/lib/estate/snapshot/snapshot';
import { eventStream } from '@/lib/http/sse';

/** The estate's state at once, then whenever it changed. As long as the stream is open, somebody watches. */
export function estateEvents(snapshot: Snapshot, signal: AbortSignal): ReadableStream<Uint8Array> {
  return eventStream(signal, {
    start(events) {
      let last = '';
      const send = () => {
        // The minute's call count changes by itself and is no news.
        const { budget, ...news } = snapshot.event;
        const text = JSON.stringify(news);
        if (text === last) return;
        last = text;
        events.send({ ...news, budget });
      };
      const unsubscribe = snapshot.subscribe(send);
      send();
      return unsubscribe;
    },
  });
}
