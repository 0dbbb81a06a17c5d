import 'server-only';
import type { Snapshot } from '@/lib/estate/snapshot/snapshot';
import { ndjsonStream } from '@/lib/http/ndjson';
import type { TableMessage, TableName } from '@/lib/model/schema';
import { changesSince } from './wire';

/** Messages of one table: all of it, or what changed; while the estate is loading, rows follow as they come. */
async function* tableMessages(
  snapshot: Snapshot,
  table: TableName,
  since: number,
  signal: AbortSignal,
): AsyncGenerator<TableMessage[]> {
  const { epoch, records } = snapshot;
  yield [{ kind: 'header', table, epoch, version: snapshot.version, since, rows: records[table].rows }];
  let sent = since;
  for (;;) {
    const isLoading = snapshot.state === 'loading';
    const { version } = snapshot;
    const upTo = records.version;
    // Collected in one go: rows must not change between a dictionary and the cells that use it.
    const changes = [...changesSince(records[table], sent)];
    for (const message of changes) yield [message];
    sent = upTo;
    if (!isLoading) {
      yield [{ kind: 'end', version }];
      return;
    }
    yield [{ kind: 'progress', progress: { ...snapshot.progress } }];
    await snapshot.nextChange(signal);
    // Without an end the browser knows that this is not all, and asks again.
    if (snapshot.epoch !== epoch || snapshot.state === 'failed') return;
  }
}

/**
 * A table as newline-delimited JSON. While the estate is loading the stream stays open and rows follow as they come;
 * otherwise it is the table, or what changed in it after version `since` of the same epoch.
 */
export function tableStream(
  snapshot: Snapshot,
  table: TableName,
  options: { since: number; signal: AbortSignal },
): ReadableStream<Uint8Array> {
  const { since, signal } = options;
  return ndjsonStream(signal, (ended) => tableMessages(snapshot, table, since, ended));
}
