import type { ClientTable } from '@/lib/model/client-table';

/** A text or dictionary cell as a string; '' where the column has nothing for the row yet. */
export function textAt(table: ClientTable, column: string, row: number): string {
  const codes = table.codes[column];
  if (codes !== undefined) return table.dictionaries[column]?.[codes[row] ?? 0] ?? '';
  return table.text[column]?.[row] ?? '';
}

/** A number cell; -1 unknown, also where the column has not arrived yet. */
export function numberAt(table: ClientTable, column: string, row: number): number {
  return table.numbers[column]?.[row] ?? -1;
}
