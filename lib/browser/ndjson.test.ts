import { expect, it, vi } from 'vitest';
import { ndjsonStream } from '@/lib/http/ndjson';
import { readLines } from './ndjson';

const never = new AbortController().signal;

async function read(stream: ReadableStream<Uint8Array>): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const lines of readLines(stream)) values.push(...lines.map((line): unknown => JSON.parse(line)));
  return values;
}

it('what the server writes, the browser reads', async () => {
  const values = ['a\nb', { name: 'å', none: null }, [], 7];
  const stream = ndjsonStream(never, async function* () {
    yield values.slice(0, 1);
    yield [];
    yield values.slice(1);
  });
  expect(await read(stream)).toEqual(values);
});

it('a source that fails fails the reader; what came before was read', async () => {
  const seen: string[] = [];
  const stream = ndjsonStream(never, async function* () {
    yield [1];
    throw new Error('The store is gone.');
  });
  await expect(async () => {
    for await (const lines of readLines(stream)) seen.push(...lines);
  }).rejects.toThrow('The store is gone.');
  expect(seen).toEqual(['1']);
});

it('a reader that leaves ends the source, without an error', async () => {
  const released = vi.fn();
  const stream = ndjsonStream(never, async function* (signal) {
    try {
      for (;;) {
        yield [1];
        signal.throwIfAborted();
      }
    } finally {
      released();
    }
  });
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  expect(released).toHaveBeenCalledOnce();
});

it('an aborted signal ends the stream quietly', async () => {
  const abort = new AbortController();
  const stream = ndjsonStream(abort.signal, async function* (signal) {
    yield [1];
    await new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      abort.abort();
    });
  });
  expect(await read(stream)).toEqual([1]);
});
