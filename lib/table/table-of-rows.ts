import type { ClientTable } from '@/lib/estate/client-table';
import { type ColumnKind, type TableName, tableColumns } from '@/lib/estate/schema';

/** For tests: a table from plain rows. Columns a row leaves out are '' or -1; `dead` marks a row as gone. */
export type PlainRow = Record<string, string | number> & { dead?: number };

export function tableOfRows<T extends TableName>(name: T, rows: readonly PlainRow[]): ClientTable<T> {
  const table: ClientTable<T> = {
    table: name,
    epoch: 'e1',
    version: 1,
    revision: 0,
    rows: 0,
    dead: new Uint8Array(0),
    text: {},
    codes: {},
    dictionaries: {},
    numbers: {},
    changed: new Set(),
    complete: true,
  };
  writeRows(table, rows);
  return table;
}

/** Replaces the first rows and adds the others, as a delta does: in place, with a new revision. */
export function writeRows(table: ClientTable, rows: readonly PlainRow[]): void {
  const count = Math.max(table.rows, rows.length);
  const dead = new Uint8Array(count);
  dead.set(table.dead);
  table.dead = dead;
  table.rows = count;
  table.revision += 1;
  table.changed = new Set(rows.keys());
  rows.forEach((row, index) => {
    dead[index] = row.dead ?? 0;
  });
  const columns: Record<string, ColumnKind> = tableColumns[table.table];
  for (const [column, kind] of Object.entries(columns)) {
    if (kind === 'text') {
      const values = [...(table.text[column] ?? [])];
      rows.forEach((row, index) => {
        values[index] = String(row[column] ?? '');
      });
      table.text[column] = values;
    } else if (kind === 'number') {
      const values = new Float64Array(count).fill(-1);
      values.set(table.numbers[column] ?? []);
      rows.forEach((row, index) => {
        values[index] = Number(row[column] ?? -1);
      });
      table.numbers[column] = values;
    } else {
      const dictionary = table.dictionaries[column] ?? [];
      const known = new Map(dictionary.map((value, code) => [value, code]));
      const codes = new Uint32Array(count);
      codes.set(table.codes[column] ?? []);
      rows.forEach((row, index) => {
        const value = String(row[column] ?? '');
        const code = known.get(value) ?? known.size;
        if (code === known.size) {
          known.set(value, code);
          dictionary.push(value);
        }
        codes[index] = code;
      });
      table.dictionaries[column] = dictionary;
      table.codes[column] = codes;
    }
  }
}
