import 'server-only';
import { once } from 'node:events';
import { PassThrough, Readable, type Transform } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { TableMessage, TableName } from './schema';
import type { Snapshot } from './snapshot';
import { changesSince } from './wire';

/** Rows repeat themselves so much that a quick setting is nearly as small: 100,000 hosts stay about a megabyte. */
const gzipLevel = 4;

class LineWriter {
  readonly out: Transform;
  readonly #gzip: ReturnType<typeof createGzip> | undefined;

  constructor(gzip: boolean) {
    this.#gzip = gzip ? createGzip({ level: gzipLevel }) : undefined;
    this.out = this.#gzip ?? new PassThrough();
  }

  /** Resolves when there is room for more. */
  async write(message: TableMessage): Promise<void> {
    if (!this.out.write(`${JSON.stringify(message)}\n`)) await once(this.out, 'drain');
  }

  /** Sends what is held back, so that rows are drawn now and not with the next block. */
  flush(): void {
    this.#gzip?.flush(constants.Z_SYNC_FLUSH);
  }
}

async function writeTable(
  writer: LineWriter,
  snapshot: Snapshot,
  table: TableName,
  since: number,
  signal: AbortSignal,
): Promise<void> {
  const { epoch, records } = snapshot;
  await writer.write({ kind: 'header', table, epoch, version: snapshot.version, since, rows: records[table].rows });
  let sent = since;
  for (;;) {
    const isLoading = snapshot.state === 'loading';
    const { version } = snapshot;
    const upTo = records.version;
    // Collected in one go: rows must not change between a dictionary and the cells that use it.
    for (const message of [...changesSince(records[table], sent)]) await writer.write(message);
    sent = upTo;
    if (!isLoading) {
      await writer.write({ kind: 'end', version });
      break;
    }
    await writer.write({ kind: 'progress', progress: { ...snapshot.progress } });
    writer.flush();
    await snapshot.nextChange(signal);
    // Without an end the browser knows that this is not all, and asks again.
    if (snapshot.epoch !== epoch || snapshot.state === 'failed') break;
  }
  writer.out.end();
}

/**
 * A table as newline-delimited JSON. While the estate is loading the stream stays open and rows follow as they come;
 * otherwise it is the table, or what changed in it after version `since` of the same epoch.
 */
export function tableStream(
  snapshot: Snapshot,
  table: TableName,
  options: { since: number; gzip: boolean; signal: AbortSignal },
): ReadableStream<Uint8Array> {
  const writer = new LineWriter(options.gzip);
  const { signal } = options;
  writer.out.once('close', () => ended.abort());
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  either.addEventListener('abort', () => writer.out.destroy(), { once: true });
  writeTable(writer, snapshot, table, options.since, either).catch((error: unknown) => {
    writer.out.destroy(either.aborted || !(error instanceof Error) ? undefined : error);
  });
  return toWeb(writer.out);
}

function toWeb(out: Transform): ReadableStream<Uint8Array> {
  const reader = Readable.from(out)[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.next();
      if (done) controller.close();
      else if (value instanceof Uint8Array) controller.enqueue(value);
    },
    async cancel() {
      out.destroy();
    },
  });
}
