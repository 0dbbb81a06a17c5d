import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atMostEvery } from './at-most-every';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('works at once, then once an interval, and never forgets the last call', () => {
  const done: number[] = [];
  const from = Date.now();
  const call = atMostEvery(1000, () => done.push(Date.now() - from));
  call();
  call();
  vi.advanceTimersByTime(400);
  call();
  vi.advanceTimersByTime(600);
  expect(done).toEqual([0, 1000]);
  vi.advanceTimersByTime(5000);
  call();
  expect(done).toEqual([0, 1000, 6000]);
});
