import { z } from 'zod';
import { fetchFromPortal } from '@/lib/browser/portal-fault';
import type { TableName } from '@/lib/model/schema';
import { api } from '@/lib/routes';
import type { RowIds } from './arm-ids';

// Imported when first needed (export, links of role assignments): neither this nor zod is in a list's first download.

const rowIds = z.record(z.string(), z.array(z.string()));
const found = z.object({
  hosts: z.array(z.number()),
  identities: z.array(z.number()),
  roleAssignments: z.array(z.number()),
});

/** The GUID columns of a table, one value a row. Throws a PortalFault. */
export async function fetchRowIds(table: TableName, signal?: AbortSignal): Promise<RowIds> {
  const response = await fetchFromPortal(api.ids(table), `Read the ids of ${table}`, signal);
  return rowIds.parse(await response.json());
}

/** Rows of a table whose GUIDs contain the text. Throws a PortalFault. */
export async function searchRowIds(table: TableName, text: string, signal?: AbortSignal): Promise<number[]> {
  const response = await fetchFromPortal(api.search(text), `Search ids for ${text}`, signal);
  return found.parse(await response.json())[table];
}
