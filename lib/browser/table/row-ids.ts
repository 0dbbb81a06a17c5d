import { fetchJson } from '@/lib/browser/portal-fault';
import type { TableName } from '@/lib/model/schema';
import { api } from '@/lib/routes';
import type { RowIds } from './arm-ids';

/** The GUID columns of a table, one value a row. Throws a PortalFault. */
export async function fetchRowIds(table: TableName, signal?: AbortSignal): Promise<RowIds> {
  return fetchJson<RowIds>(api.ids(table), `Read the ids of ${table}`, signal);
}

/** Rows of a table whose GUIDs contain the text. Throws a PortalFault. */
export async function searchRowIds(table: TableName, text: string, signal?: AbortSignal): Promise<number[]> {
  const found = await fetchJson<Record<TableName, number[]>>(
    api.search(text),
    `Search ids for ${text}`,
    signal,
  );
  return found[table];
}
