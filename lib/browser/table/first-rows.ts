import { applyMessages, createClientTable } from '@/lib/browser/apply';
import type { TableSnapshot } from '@/lib/browser/queries';
import type { ClientTable } from '@/lib/model/client-table';
import { type ColumnKind, type TableMessage, tableColumns } from '@/lib/model/schema';
import type { RowIds } from './arm-ids';
import { numberAt, textAt } from './cells';

/** The first screen of a list, as it comes with the page: what is shown until the whole table is there. */
export interface FirstRows {
  /** What the list was asked for, see `viewKey`: in another view these are not the first rows. */
  readonly key: string;
  /** The rows in the order they are shown, under the numbers they have in the whole table. */
  readonly rows: readonly number[];
  readonly messages: readonly TableMessage[];
  /** Their GUIDs by column, where links are made of them. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Rows that pass the filters, and rows before the person's own filters. */
  readonly shown: number;
  readonly total: number;
}

/** Says which view of a list an address asks for. */
export function viewKey(
  state: { text: string; facets: unknown; sort: { column: string; descending: boolean } },
  scope: string,
): string {
  const { column, descending } = state.sort;
  return JSON.stringify([state.text, state.facets, column, descending, scope]);
}

/** Some rows of a table in the form tables travel in, with no more of its dictionaries than they use. */
export function messagesOf(table: ClientTable, rows: readonly number[]): TableMessage[] {
  const dictionaries: TableMessage[] = [];
  const cells: Record<string, (string | number)[]> = {};
  const kinds: Record<string, ColumnKind> = tableColumns[table.table];
  for (const [column, kind] of Object.entries(kinds)) {
    if (kind === 'text') cells[column] = rows.map((row) => textAt(table, column, row));
    else if (kind === 'number') cells[column] = rows.map((row) => numberAt(table, column, row));
    else {
      const codes = new Map([['', 0]]);
      cells[column] = rows.map((row) => {
        const value = textAt(table, column, row);
        const code = codes.get(value) ?? codes.size;
        codes.set(value, code);
        return code;
      });
      if (codes.size > 1)
        dictionaries.push({ kind: 'dictionary', column, from: 1, values: [...codes.keys()].slice(1) });
    }
  }
  const { epoch, version } = table;
  return [
    { kind: 'header', table: table.table, epoch, version, since: 0, rows: table.rows },
    ...dictionaries,
    { kind: 'rows', at: [...rows], columns: cells },
  ];
}

/** The table the first rows make: everything else in it is still on its way. */
export function tableOfFirst(first: FirstRows, name: ClientTable['table']): TableSnapshot & { ids: RowIds } {
  const table = createClientTable(name);
  applyMessages(table, first.messages);
  const ids = Object.entries(first.ids).map(([column, values]) => {
    const byRow: string[] = [];
    for (const [place, row] of first.rows.entries()) byRow[row] = values[place] ?? '';
    return [column, byRow] as const;
  });
  return { table, revision: table.revision, ids: Object.fromEntries(ids) };
}
