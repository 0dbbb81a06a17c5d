import { expect, it } from 'vitest';
import { finishedSince } from '@/components/plans/finished-since';
import type { OperationSummary } from '@/lib/model/operation';

function operation(id: string, state: OperationSummary['state']): OperationSummary {
  return { id, title: id, state, who: 'Olivia', createdAt: 0, updatedAt: 0, done: 0, total: 1 };
}

it('tells of an operation that began and ended between two looks', () => {
  expect(finishedSince([], [operation('short', 'succeeded')]).map(({ id }) => id)).toEqual(['short']);
});

it('tells of one that was running, and of none twice', () => {
  const before = [operation('a', 'running'), operation('b', 'failed')];
  const now = [operation('a', 'succeeded'), operation('b', 'failed'), operation('c', 'running')];
  expect(finishedSince(before, now).map(({ id }) => id)).toEqual(['a']);
  expect(finishedSince(now, now)).toEqual([]);
});

it('calls nothing news at the first look', () => {
  expect(finishedSince(undefined, [operation('old', 'succeeded')])).toEqual([]);
});
