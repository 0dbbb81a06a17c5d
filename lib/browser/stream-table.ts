import type { ClientTable } from '@/lib/model/client-table';
import type { TableMessage, TableName } from '@/lib/model/schema';
import { applyMessages, createClientTable } from './apply';
import { readLines } from './ndjson';

/** Shown at once, then at most this often while rows stream in: a view is filtered and sorted again each time. */
const notifyEveryMs = 80;

/**
 * Applies a table's stream to the table as it is so far, or to a new one; a header that is no delta starts it over.
 * Calls `notify` while rows arrive and resolves with the table at the end of the stream.
 */
export async function streamTable<T extends TableName>(
  name: T,
  stream: ReadableStream<Uint8Array>,
  previous: ClientTable<T> | undefined,
  notify: (table: ClientTable<T>) => void,
): Promise<ClientTable<T>> {
  const table = previous ?? createClientTable(name);
  let notifiedAt = 0;
  for await (const lines of readLines(stream)) {
    const messages: TableMessage[] = lines.map((line) => JSON.parse(line));
    applyMessages(table, messages);
    const now = performance.now();
    if (now - notifiedAt >= notifyEveryMs) {
      notifiedAt = now;
      notify(table);
    }
  }
  return table;
}
