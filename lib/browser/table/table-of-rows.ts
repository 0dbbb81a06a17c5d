import { applyMessages, createClientTable } from '@/lib/browser/apply';
import type { ClientTable } from '@/lib/model/client-table';
import { type ColumnKind, type TableMessage, type TableName, tableColumns } from '@/lib/model/schema';

/** For tests: a table from plain rows. Columns a row leaves out are '' or -1; `dead` marks a row as gone. */
export type PlainRow = Record<string, string | number> & { dead?: number };

export function tableOfRows<T extends TableName>(name: T, rows: readonly PlainRow[]): ClientTable<T> {
  const table = createClientTable(name);
  applyMessages(table, messagesOf(table, rows, 0));
  return table;
}

/** Replaces the first rows and adds the others: a delta, in place. */
export function writeRows(table: ClientTable, rows: readonly PlainRow[]): void {
  applyMessages(table, messagesOf(table, rows, table.version));
}

/** What the portal's API would send for the rows. */
function messagesOf(table: ClientTable, rows: readonly PlainRow[], since: number): TableMessage[] {
  const version = since + 1;
  const count = Math.max(table.rows, rows.length);
  const dictionaries: TableMessage[] = [];
  const cells: Record<string, (string | number)[]> = {};
  const columns: Record<string, ColumnKind> = tableColumns[table.table];
  for (const [column, kind] of Object.entries(columns)) {
    if (kind === 'text') cells[column] = rows.map((row) => String(row[column] ?? ''));
    else if (kind === 'number') cells[column] = rows.map((row) => Number(row[column] ?? -1));
    else {
      const values = table.dictionaries[column] ?? [''];
      const codes = new Map(values.map((value, code) => [value, code]));
      const from = codes.size;
      cells[column] = rows.map((row) => {
        const value = String(row[column] ?? '');
        const code = codes.get(value) ?? codes.size;
        codes.set(value, code);
        return code;
      });
      dictionaries.push({ kind: 'dictionary', column, from, values: [...codes.keys()].slice(from) });
    }
  }
  return [
    { kind: 'header', table: table.table, epoch: 'e1', version, since, rows: count },
    ...dictionaries,
    { kind: 'rows', from: 0, count: rows.length, columns: cells },
    { kind: 'dead', at: [...rows.keys()].filter((row) => rows[row]?.dead === 1) },
    { kind: 'end', version },
  ];
}
