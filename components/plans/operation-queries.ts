'use client';

import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchJson } from '@/lib/browser/portal-fault';
import { retryDelayMs } from '@/lib/browser/retry-delay';
import { hasEnded, type Operation, type OperationSummary } from '@/lib/model/operation';
import { api } from '@/lib/routes';
import { post } from './plan-requests';

const key = (id: string) => ['operation', id] as const;

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: async ({ signal }) =>
    (await fetchJson<{ operations: OperationSummary[] }>(api.operations(), 'List operations', signal))
      .operations,
  refetchInterval: ({ state }) =>
    state.error ? retryDelayMs(state.error) : state.data?.some((one) => !hasEnded(one.state)) ? 2000 : 15_000,
});

export function operationQuery(id: string) {
  return queryOptions({
    queryKey: key(id),
    queryFn: ({ signal }) => fetchJson<Operation>(api.operation(id), 'Read the operation', signal),
    refetchInterval: ({ state }) => (state.error ? retryDelayMs(state.error) : false),
  });
}

/** Follows an operation while it runs: each of its changes is on screen as it happens. */
export function useOperationEvents(id: string, running: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!running) return;
    const source = new EventSource(api.operationEvents(id));
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const operation: Operation = JSON.parse(data);
      client.setQueryData(key(id), operation);
      // The stream ends with the operation; the browser would open it again and again.
      if (hasEnded(operation.state)) source.close();
    };
    return () => source.close();
  }, [id, running, client]);
}

export function act(id: string, action: 'cancel' | 'retry'): Promise<Operation> {
  return post(
    api.operation(id),
    { action },
    action === 'cancel' ? 'Cancel the operation' : 'Try again',
    [200],
  );
}
