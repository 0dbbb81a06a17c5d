import { expect, it } from 'vitest';
import type { TableMessage } from '@/lib/model/schema';
import { readLines } from './ndjson';
import { streamTable } from './stream-table';

function streamOf(bytes: Uint8Array, chunkBytes: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at + chunkBytes));
      at += chunkBytes;
    },
  });
}

function wire(messages: readonly TableMessage[], chunkBytes = 7): ReadableStream<Uint8Array> {
  const text = messages.map((message) => JSON.stringify(message)).join('\n');
  return streamOf(new TextEncoder().encode(`${text}\n`), chunkBytes);
}

const full: TableMessage[] = [
  { kind: 'header', table: 'hosts', epoch: 'e', version: 4, since: 0, rows: 2 },
  { kind: 'rows', from: 0, count: 2, columns: { name: ['vm-1', 'vm-2'] } },
  { kind: 'end', version: 4 },
];

it('puts lines together whatever the network cuts, in the middle of a character too', async () => {
  const lines: string[] = [];
  for await (const batch of readLines(streamOf(new TextEncoder().encode('{"å":1}\n\n{"b":2}'), 2)))
    lines.push(...batch);
  expect(lines).toEqual(['{"å":1}', '{"b":2}']);
});

it('shows rows before the stream is over', async () => {
  const seen: boolean[] = [];
  const table = await streamTable('hosts', wire(full, 110), undefined, (partial) =>
    seen.push(partial.complete),
  );
  expect(seen[0]).toBe(false);
  expect(table).toMatchObject({ rows: 2, version: 4, complete: true });
});

it('applies a delta to the table it has, and marks what changed', async () => {
  const table = await streamTable('hosts', wire(full), undefined, () => undefined);
  const delta: TableMessage[] = [
    { kind: 'header', table: 'hosts', epoch: 'e', version: 5, since: 4, rows: 3 },
    { kind: 'rows', at: [2], columns: { name: ['vm-3'] } },
    { kind: 'end', version: 5 },
  ];
  const after = await streamTable('hosts', wire(delta), table, () => undefined);
  expect(after.text.name).toEqual(['vm-1', 'vm-2', 'vm-3']);
  expect([...after.changed]).toEqual([2]);
});

it('starts over when the server begins a new epoch', async () => {
  const table = await streamTable('hosts', wire(full), undefined, () => undefined);
  const other: TableMessage[] = [
    { kind: 'header', table: 'hosts', epoch: 'f', version: 1, since: 0, rows: 1 },
    { kind: 'rows', from: 0, count: 1, columns: { name: ['vm-9'] } },
    { kind: 'end', version: 1 },
  ];
  const after = await streamTable('hosts', wire(other), table, () => undefined);
  expect(after).toMatchObject({ epoch: 'f', rows: 1 });
  expect(after.text.name).toEqual(['vm-9']);
});
