import type { Query, QueryClient } from '@tanstack/react-query';
import { detailKey } from '@/components/detail/detail-query';
import { estateKeys } from '@/lib/browser/queries';
import type { EstateEvent } from '@/lib/model/summary';

/** Says what a look has seen; the same text means nothing new. */
function stampOf(event: EstateEvent): string {
  return `${event.epoch}:${event.version}:${event.state}:${event.faults.length}`;
}

/**
 * Keeps cached summaries and tables at the version the event stream tells of. A read that is under way is left to
 * finish and asked again after, never restarted: at 100,000 rows restarting on every event would never end.
 */
export function createPuller(client: QueryClient): {
  onEvent: (event: EstateEvent) => void;
  stop: () => void;
} {
  let stamp = '';
  const pulledAt = new WeakMap<Query, string>();

  const pull = (query: Query) => {
    if (stamp === '' || pulledAt.get(query) === stamp || query.state.fetchStatus !== 'idle') return;
    // A first read that was made before the first event needs no second one unless it is behind; asking costs a 304.
    pulledAt.set(query, stamp);
    query.invalidate();
    if (query.isActive()) void query.fetch().catch(() => undefined);
  };

  const watched = (query: Query) =>
    [estateKeys.summaries[0], estateKeys.tables[0], detailKey[0]].some((key) => key === query.queryKey[0]);

  const stop = client.getQueryCache().subscribe((notice) => {
    if (notice.type !== 'updated' || !watched(notice.query)) return;
    // What failed is tried again by its own clock.
    if (notice.action.type === 'success' && !notice.action.manual) queueMicrotask(() => pull(notice.query));
  });

  return {
    onEvent: (event) => {
      const next = stampOf(event);
      if (next === stamp) return;
      stamp = next;
      for (const query of client.getQueryCache().getAll()) if (watched(query)) pull(query);
    },
    stop,
  };
}
