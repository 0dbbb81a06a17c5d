import type { Query, QueryClient } from '@tanstack/react-query';
import { detailKey } from '@/lib/browser/detail-query';
import { estateKeys } from '@/lib/browser/estate-keys';
import type { TableSnapshot } from '@/lib/browser/queries';
import { type EstateEvent, type EstateSummary, stampOf } from '@/lib/model/summary';

function isSummary(data: unknown): data is EstateSummary {
  return typeof data === 'object' && data !== null && 'characteristics' in data;
}

function isTable(data: unknown): data is TableSnapshot {
  return typeof data === 'object' && data !== null && 'table' in data && 'revision' in data;
}

/** Whether what the cache holds is what the event tells of: then asking again would bring nothing. */
function isCurrent(data: unknown, event: EstateEvent): boolean {
  if (isSummary(data)) return stampOf(data) === stampOf(event);
  if (!isTable(data)) return false;
  const { complete, epoch, version } = data.table;
  return complete && event.state === 'ready' && epoch === event.epoch && version === event.version;
}

/**
 * Keeps cached summaries and tables at the version the event stream tells of. What came with the page is asked again
 * only when it is behind. A read that is under way is left to finish and asked again after, never restarted: at 100,000
 * rows restarting on every event would never end.
 */
export function createPuller(client: QueryClient): {
  onEvent: (event: EstateEvent) => void;
  stop: () => void;
} {
  let latest: EstateEvent | null = null;
  let stamp = '';
  const pulledAt = new WeakMap<Query, string>();

  const pull = (query: Query) => {
    if (latest === null || pulledAt.get(query) === stamp || query.state.fetchStatus !== 'idle') return;
    pulledAt.set(query, stamp);
    if (isCurrent(query.state.data, latest)) return;
    query.invalidate();
    if (query.isActive()) void query.fetch().catch(() => undefined);
  };

  const watched = (query: Query) =>
    [estateKeys.summaries[0], estateKeys.tables[0], detailKey[0]].some((key) => key === query.queryKey[0]);

  const stop = client.getQueryCache().subscribe((notice) => {
    if (!watched(notice.query)) return;
    // It came with the page, and the event that outdates it may have come before.
    if (notice.type === 'added' && notice.query.state.data !== undefined)
      queueMicrotask(() => pull(notice.query));
    if (notice.type !== 'updated') return;
    // What failed is tried again by its own clock.
    if (notice.action.type === 'success' && !notice.action.manual) queueMicrotask(() => pull(notice.query));
  });

  return {
    onEvent: (event) => {
      latest = event;
      const next = stampOf(event);
      if (next === stamp) return;
      stamp = next;
      for (const query of client.getQueryCache().getAll()) if (watched(query)) pull(query);
    },
    stop,
  };
}
