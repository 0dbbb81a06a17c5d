import { applyMessages, createClientTable } from '@/lib/browser/apply';
import { readLines } from '@/lib/browser/ndjson';
import type { Snapshot } from '@/lib/estate/snapshot/snapshot';
import { tableStream } from '@/lib/estate/transport/table-stream';
import type { ClientTable } from '@/lib/model/client-table';
import { type TableMessage, type TableName, tableColumns } from '@/lib/model/schema';

/** Reads a table the way a browser does: all of it, or into `known` what changed since. */
export async function readTable<T extends TableName>(
  snapshot: Snapshot,
  name: T,
  known?: ClientTable<T>,
): Promise<{ table: ClientTable<T>; messages: TableMessage[] }> {
  const table = known ?? createClientTable(name);
  const messages: TableMessage[] = [];
  const { signal } = new AbortController();
  for await (const lines of readLines(tableStream(snapshot, name, { since: known?.version ?? 0, signal }))) {
    const batch: TableMessage[] = lines.map((line) => JSON.parse(line));
    messages.push(...batch);
    applyMessages(table, batch);
  }
  return { table, messages };
}

/** Every live row with its cells as a person reads them: what two copies of a table are compared by. */
export function cellsOf(table: ClientTable): Map<number, Record<string, string | number>> {
  const rows = new Map<number, Record<string, string | number>>();
  for (let row = 0; row < table.rows; row++) {
    if (table.dead[row] === 1) continue;
    const cells: Record<string, string | number> = {};
    for (const column of Object.keys(tableColumns[table.table])) {
      const code = table.codes[column]?.[row];
      cells[column] =
        table.text[column]?.[row] ??
        (code === undefined ? undefined : table.dictionaries[column]?.[code]) ??
        table.numbers[column]?.[row] ??
        '(missing)';
    }
    rows.set(row, cells);
  }
  return rows;
}
