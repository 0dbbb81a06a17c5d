import type { ClientTable } from '@/lib/model/client-table';
import type { TableName } from '@/lib/model/schema';
import type { EstateTable } from './table';

/** A table as the browser's code sees one. Shares the columns, so it is true for as long as nothing is awaited. */
export function clientTableOf<T extends TableName>(
  { name, columns, rows, dead }: EstateTable<T>,
  at: { epoch: string; version: number },
): ClientTable<T> {
  const table: ClientTable<T> = {
    table: name,
    ...at,
    revision: at.version,
    rows,
    dead,
    text: {},
    codes: {},
    dictionaries: {},
    numbers: {},
    changed: new Set(),
    complete: true,
  };
  for (const [column, cells] of columns) {
    if (cells.kind === 'text') table.text[column] = cells.cells;
    else if (cells.kind === 'number') table.numbers[column] = cells.cells;
    else {
      table.codes[column] = cells.codes;
      table.dictionaries[column] = cells.dictionary.values;
    }
  }
  return table;
}
