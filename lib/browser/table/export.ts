import type { ClientTable } from '@/lib/model/client-table';
import type { RowIds } from './arm-ids';
import type { EstateNames, ListSpec } from './list-spec';

export type ExportFormat = 'csv' | 'json';

export interface ExportInput {
  table: ClientTable;
  spec: ListSpec;
  names: EstateNames;
  /** Rows in the order they are shown. */
  rows: ArrayLike<number>;
  /** GUID columns; null where they could not be read: their cells are then empty. */
  ids: RowIds | null;
}

const rowsPerChunk = 2000;

/**
 * A cell by RFC 4180. Spreadsheets run text that starts like a formula, so it gets an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection). Numbers stay numbers.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return value === -1 ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The file in pieces, so that 100,000 rows are never one string. */
export function* exportChunks(format: ExportFormat, input: ExportInput): Generator<string> {
  const { spec, ids, rows } = input;
  const guidColumns = Object.keys(ids ?? {});
  const header = [...spec.columns.map((column) => column.id), 'armId', ...guidColumns];
  yield format === 'csv' ? `${header.map(csvCell).join(',')}\r\n` : '[\n';
  for (let from = 0; from < rows.length; from += rowsPerChunk) {
    const lines: string[] = [];
    const until = Math.min(from + rowsPerChunk, rows.length);
    for (let index = from; index < until; index += 1) {
      const values = rowValues(input, rows[index] ?? 0, guidColumns);
      if (format === 'csv') lines.push(`${values.map(csvCell).join(',')}\r\n`);
      else lines.push(`${JSON.stringify(toObject(header, values))}${index + 1 < rows.length ? ',' : ''}\n`);
    }
    yield lines.join('');
  }
  if (format === 'json') yield ']\n';
}

function rowValues(input: ExportInput, row: number, guidColumns: readonly string[]): (string | number)[] {
  const { table, spec, names, ids } = input;
  return [
    ...spec.columns.map((column) => column.value(table, row, names)),
    spec.armId(table, row, ids) ?? '',
    ...guidColumns.map((column) => ids?.[column]?.[row] ?? ''),
  ];
}

function toObject(
  header: readonly string[],
  values: readonly (string | number)[],
): Record<string, string | number | null> {
  return Object.fromEntries(
    header.map((name, index) => [name, values[index] === -1 ? null : (values[index] ?? '')]),
  );
}
