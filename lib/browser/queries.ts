'use client';

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { AzureFault } from '@/lib/arm/fault';
import type { ActionWords } from '@/lib/model/actions';
import type { ClientTable } from '@/lib/model/client-table';
import type { TableName } from '@/lib/model/schema';
import type { EstateSummary } from '@/lib/model/summary';
import { api } from '@/lib/routes';
import { estateKeys } from './estate-keys';
import { fetchFromPortal, fetchJson, portalGone } from './portal-fault';
import { retryDelayMs } from './retry-delay';
import { streamTable } from './stream-table';
import { useScope } from './use-scope';

/**
 * What the cache holds for a table: the columns are mutated in place, so each batch of messages puts them in a new
 * wrapper, and that is what React sees change.
 */
export interface TableSnapshot<T extends TableName = TableName> {
  readonly table: ClientTable<T>;
  readonly revision: number;
}

/** A failed read is tried again by the clock, so that a screen can count down to it. */
function retryInterval({ state }: { state: { error: AzureFault | null } }): number | false {
  return state.error === null ? false : retryDelayMs(state.error);
}

/** The summary of the estate within a scope: '' or the ARM id of a management group, subscription or resource group. */
export function estateQuery(scope: string) {
  return queryOptions({
    queryKey: [...estateKeys.summaries, scope],
    queryFn: ({ signal }) => fetchJson<EstateSummary>(api.estate(scope), 'Read the estate', signal),
    refetchInterval: retryInterval,
  });
}

/** The whole estate with its resource groups, which summaries that come with a page leave out. Asked again by each use. */
export const scopesQuery = queryOptions({
  queryKey: ['scopes'],
  queryFn: ({ signal }) => fetchJson<EstateSummary>(api.estate(''), 'Read the scopes', signal),
  refetchInterval: retryInterval,
  staleTime: 0,
});

/** The words of all actions. They change with the portal only. */
export const actionsQuery = queryOptions({
  queryKey: ['actions'],
  queryFn: ({ signal }) => fetchJson<readonly ActionWords[]>(api.actions(), 'Read the actions', signal),
  refetchInterval: retryInterval,
});

/** A pause before asking for a table that broke off, so that a portal that keeps starting over is not hammered. */
const againAfterMs = 300;

async function readTable<T extends TableName>(
  name: T,
  cached: ClientTable<T> | undefined,
  notify: (table: ClientTable<T>) => void,
  signal: AbortSignal,
): Promise<ClientTable<T>> {
  const during = `Read the table of ${name}`;
  const url = api.table(
    name,
    cached?.complete ? { epoch: cached.epoch, version: cached.version } : undefined,
  );
  const response = await fetchFromPortal(url, during, signal);
  if (!response.body) throw portalGone(during);
  try {
    return await streamTable(name, response.body, cached, notify);
  } catch (error) {
    if (signal.aborted) throw error;
    throw portalGone(during);
  }
}

/** One table of the estate, all scopes. Shows rows while they stream; a refetch asks only for what changed. */
export function tableQuery<T extends TableName>(name: T) {
  return queryOptions({
    queryKey: [...estateKeys.tables, name],
    queryFn: async ({ client, queryKey, signal }): Promise<TableSnapshot<T>> => {
      const notify = (table: ClientTable<T>) =>
        client.setQueryData<TableSnapshot<T>>(queryKey, { table, revision: table.revision });
      let table = client.getQueryData<TableSnapshot<T>>(queryKey)?.table;
      do {
        // A stream without an end is not all there is: the portal started over meanwhile, and is asked again.
        if (table?.complete === false) await new Promise((resolve) => setTimeout(resolve, againAfterMs));
        table = await readTable(name, table, notify, signal);
      } while (!table.complete);
      return { table, revision: table.revision };
    },
    refetchInterval: retryInterval,
  });
}

/** The estate's summary in the scope of the URL. */
export function useEstate() {
  return useQuery(estateQuery(useScope()));
}

/** A table of the estate; rows outside the URL's scope are included, filtering is the view's job. */
export function useEstateTable<T extends TableName>(name: T) {
  return useQuery(tableQuery(name));
}
