import type { TableReader } from '@/lib/model/estate-reader';
import { type ColumnKind, type TableName, tableColumns } from '@/lib/model/schema';

export type Row = Record<string, string | number>;

/** A TableReader over plain objects; missing text is '', a missing number -1. */
export function listTable<T extends TableName>(table: T, rows: readonly Row[]): TableReader<T> {
  const kinds: Readonly<Record<string, ColumnKind>> = tableColumns[table];
  const cell = (column: string, row: number) => rows[row]?.[column];
  return {
    rows: rows.length,
    isLive: (row) => row >= 0 && row < rows.length,
    live: () => rows.keys(),
    text(column, row) {
      if (kinds[column] === 'number') throw new Error(`${column} is a number column`);
      return String(cell(column, row) ?? '');
    },
    number(column, row) {
      if (kinds[column] !== 'number') throw new Error(`${column} is no number column`);
      return Number(cell(column, row) ?? -1);
    },
  };
}
