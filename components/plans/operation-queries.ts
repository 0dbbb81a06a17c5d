'use client';

import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fetchJson } from '@/lib/browser/portal-fault';
import { retryDelayMs } from '@/lib/browser/retry-delay';
import { hasEnded, type OperationSummary, type ShownOperation, summaryOf } from '@/lib/model/operation';
import { api } from '@/lib/routes';
import { noteRunning } from './begun-operations';

const key = (id: string) => ['operation', id] as const;
const pollMs = 2000;

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: async ({ signal }) =>
    (await fetchJson<{ operations: OperationSummary[] }>(api.operations(), 'List operations', signal))
      .operations,
  refetchInterval: ({ state }) =>
    state.error
      ? retryDelayMs(state.error)
      : state.data?.some((one) => !hasEnded(one.state))
        ? pollMs
        : 15_000,
});

/**
 * An operation while it runs: each of its changes is on screen as it happens. Where the stream is refused or does not
 * come through, it is asked for instead. `from` is how the page was sent.
 */
export function useOperation(from: ShownOperation) {
  const { id } = from;
  const client = useQueryClient();
  const [streams, setStreams] = useState(true);
  const query = useQuery({
    queryKey: key(id),
    queryFn: ({ signal }) => fetchJson<ShownOperation>(api.operation(id), 'Read the operation', signal),
    initialData: from,
    refetchInterval: ({ state }) => {
      if (state.error) return retryDelayMs(state.error);
      return streams || (state.data && hasEnded(state.data.state)) ? false : pollMs;
    },
  });
  const running = !hasEnded(query.data.state);
  useEffect(() => {
    if (!running) return;
    noteRunning(summaryOf(client.getQueryData(key(id)) ?? from));
    const source = new EventSource(api.operationEvents(id));
    source.onopen = () => setStreams(true);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const operation: ShownOperation = JSON.parse(data);
      client.setQueryData(key(id), operation);
      // The stream ends with the operation; the browser would open it again and again.
      if (hasEnded(operation.state)) source.close();
    };
    // Until the browser has reconnected, and when it has given up because the answer was no stream.
    source.onerror = () => setStreams(false);
    return () => source.close();
  }, [id, running, client, from]);
  return query;
}

/** Asks again what became of an operation, after an action that changed it. */
export function useOperationRefresh(id: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: key(id) }),
      client.invalidateQueries({ queryKey: operationsQuery.queryKey }),
    ]);
  };
}
