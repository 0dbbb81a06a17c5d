import type { Column } from '@/lib/estate/tables/column';
import type { EstateTable } from '@/lib/estate/tables/table';
import {
  type DeadMessage,
  type DictionaryMessage,
  idColumns,
  type RowsMessage,
  type TableMessage,
  type TableName,
} from '@/lib/model/schema';

/** Rows in one message: small enough to be drawn while the next are on their way. */
const chunkRows = 5000;

function cellsOf(column: Column, rows: ArrayLike<number>): (string | number)[] {
  const cells: (string | number)[] = new Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    switch (column.kind) {
      case 'text':
        cells[index] = column.cells[row] ?? '';
        break;
      case 'dict':
        cells[index] = column.codes[row] ?? 0;
        break;
      case 'number':
        cells[index] = column.cells[row] ?? -1;
        break;
    }
  }
  return cells;
}

/** A run without holes is said by its ends. */
function placeOf(rows: readonly number[]): Pick<RowsMessage, 'from' | 'count' | 'at'> {
  const from = rows[0] ?? 0;
  const last = rows.at(-1) ?? 0;
  return last - from + 1 === rows.length ? { from, count: rows.length } : { at: [...rows] };
}

function* chunked(rows: readonly number[]): Generator<readonly number[]> {
  for (let start = 0; start < rows.length; start += chunkRows) yield rows.slice(start, start + chunkRows);
}

/**
 * What changed in a table after version `since`, as messages; dictionaries go before the rows that use them.
 * A row whose own columns stayed the same sends its derived ones only. `since` 0 is the whole table.
 */
export function* changesSince<T extends TableName>(
  table: EstateTable<T>,
  since: number,
): Generator<TableMessage> {
  if (table.lastChange <= since) return;
  for (const [column, cells] of table.columns) {
    if (cells.kind !== 'dict') continue;
    const { values } = cells.dictionary;
    const from = since === 0 ? 0 : cells.dictionary.firstAfter(since);
    if (from < values.length) {
      yield { kind: 'dictionary', column, from, values: values.slice(from) } satisfies DictionaryMessage;
    }
  }
  const whole: number[] = [];
  const partial: number[] = [];
  const dead: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    const raw = table.rawVersion[row] ?? 0;
    const derived = table.derivedVersion[row] ?? 0;
    if (raw <= since && derived <= since) continue;
    if (table.dead[row] === 1) dead.push(row);
    else if (raw > since) whole.push(row);
    else partial.push(row);
  }
  const all = [...table.columns];
  const derived = all.filter(([name]) => table.derived.has(name));
  for (const [rows, columns] of [[whole, all] as const, [partial, derived] as const]) {
    for (const chunk of chunked(rows)) {
      const cells: RowsMessage['columns'] = {};
      for (const [name, column] of columns) cells[name] = cellsOf(column, chunk);
      yield { kind: 'rows', ...placeOf(chunk), columns: cells };
    }
  }
  if (dead.length > 0) yield { kind: 'dead', at: dead } satisfies DeadMessage;
}

/** The GUID columns of a table; '' for dead rows and where there is none. */
export function idsOf<T extends TableName>(
  table: EstateTable<T>,
  idAt: (column: (typeof idColumns)[T][number], row: number) => string,
): Record<string, string[]> {
  const columns: Record<string, string[]> = {};
  const names: readonly (typeof idColumns)[T][number][] = idColumns[table.name];
  for (const name of names) {
    const values: string[] = new Array(table.rows);
    for (let row = 0; row < table.rows; row++) values[row] = table.isLive(row) ? idAt(name, row) : '';
    columns[name] = values;
  }
  return columns;
}
