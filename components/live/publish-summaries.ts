import type { QueryClient } from '@tanstack/react-query';
import { publishFacts } from '@/components/live/shell-facts';
import { estateKeys } from '@/lib/browser/estate-keys';
import { factsOf } from '@/lib/model/shell-facts';
import type { EstateSummary } from '@/lib/model/summary';

/** Tells the frame of the page what summaries the cache gets. */
export function publishSummaries(client: QueryClient): void {
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.queryKey[0] !== estateKeys.summaries[0]) return;
    const scope = query.queryKey[1];
    const summary = client.getQueryData<EstateSummary>(query.queryKey);
    if (summary !== undefined && typeof scope === 'string') publishFacts(factsOf(summary, scope));
  });
}
