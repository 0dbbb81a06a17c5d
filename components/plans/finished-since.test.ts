import { expect, it } from 'vitest';
import { finishedSince } from '@/components/plans/finished-since';
import type { OperationSummary } from '@/lib/model/operation';

function operation(id: string, state: OperationSummary['state']): OperationSummary {
  return { id, title: id, state, who: 'Olivia', createdAt: 0, updatedAt: 0, done: 0, total: 1 };
}

const none: ReadonlySet<string> = new Set();

it('tells of an operation that began and ended between two looks', () => {
  expect(finishedSince([], [operation('short', 'succeeded')], none).map(({ id }) => id)).toEqual(['short']);
});

it('tells of one that was running, and of none twice', () => {
  const before = [operation('a', 'running'), operation('b', 'failed')];
  const now = [operation('a', 'succeeded'), operation('b', 'failed'), operation('c', 'running')];
  expect(finishedSince(before, now, none).map(({ id }) => id)).toEqual(['a']);
  expect(finishedSince(now, now, none)).toEqual([]);
});

it('calls nothing news at the first look but what was seen running', () => {
  const now = [operation('old', 'succeeded'), operation('short', 'succeeded'), operation('long', 'running')];
  expect(finishedSince(undefined, now, none)).toEqual([]);
  const shown = new Set(['short', 'long']);
  expect(finishedSince(undefined, now, shown).map(({ id }) => id)).toEqual(['short']);
});
