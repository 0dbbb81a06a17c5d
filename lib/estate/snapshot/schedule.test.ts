import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Refreshed, Schedule } from './schedule';

let schedule: Schedule;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  schedule.close();
  vi.useRealTimers();
});

/** A schedule that refreshes every second, and counts. */
function scheduled(end: Partial<Refreshed> = {}, limitPerMinute = 1_000_000) {
  const state = { refreshes: 0, listening: false, end: { ok: true, calls: 1, retryAfterMs: 0, ...end } };
  schedule = new Schedule(
    { intervalMs: 1000, limitPerMinute },
    {
      refresh: async () => {
        state.refreshes += 1;
        return state.end;
      },
      isListenedTo: () => state.listening,
    },
  );
  return state;
}

test('nothing happens until somebody asks; then it goes on for a minute, and stops', async () => {
  const state = scheduled();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(state.refreshes).toBe(0);
  schedule.touch();
  await vi.advanceTimersByTimeAsync(10_500);
  expect(state.refreshes).toBe(11);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(state.refreshes).toBeLessThanOrEqual(62);
  expect(vi.getTimerCount()).toBe(0);
});

test('whoever comes back gets a refresh at once when its time has passed', async () => {
  const state = scheduled();
  schedule.touch();
  await vi.advanceTimersByTimeAsync(600_000);
  const before = state.refreshes;
  schedule.touch();
  await vi.advanceTimersByTimeAsync(1);
  expect(state.refreshes).toBe(before + 1);
});

test('a listener keeps it going without asking again', async () => {
  const state = scheduled();
  state.listening = true;
  schedule.touch();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(state.refreshes).toBeGreaterThan(590);
});

test('refreshes at once when told to', async () => {
  const state = scheduled();
  schedule.touch();
  await vi.advanceTimersByTimeAsync(10);
  schedule.refreshNow();
  await vi.advanceTimersByTimeAsync(10);
  expect(state.refreshes).toBe(2);
});

test('what costs much is made less often, so that a minute stays within the limit', async () => {
  const state = scheduled({ calls: 100 }, 600);
  state.listening = true;
  schedule.touch();
  await vi.advanceTimersByTimeAsync(60_000 - 1);
  expect(schedule.intervalMs).toBe(10_000);
  expect(state.refreshes).toBe(6);
});

test('failures are tried again ever later, at most a minute apart, and not before Azure allows', async () => {
  const state = scheduled({ ok: false });
  state.listening = true;
  schedule.touch();
  const at: number[] = [];
  const startedAt = Date.now();
  for (let seen = 0; at.length < 8; await vi.advanceTimersByTimeAsync(1000)) {
    if (state.refreshes > seen) at.push(Math.round((Date.now() - startedAt) / 1000));
    seen = state.refreshes;
  }
  const gaps = at.slice(1).map((second, index) => second - (at[index] ?? 0));
  expect(gaps).toEqual([2, 4, 8, 16, 32, 60, 60].map((gap) => expect.closeTo(gap, -0.5)));
  state.end = { ok: false, calls: 1, retryAfterMs: 300_000 };
  await vi.advanceTimersByTimeAsync(61_000);
  const before = state.refreshes;
  await vi.advanceTimersByTimeAsync(200_000);
  expect(state.refreshes).toBe(before);
  state.end = { ok: true, calls: 1, retryAfterMs: 0 };
  await vi.advanceTimersByTimeAsync(110_000);
  expect(state.refreshes).toBeGreaterThan(before + 5);
});

test('a closed one refreshes no more, and tells a refresh that is going on', async () => {
  const seen: AbortSignal[] = [];
  schedule = new Schedule(
    { intervalMs: 1000, limitPerMinute: 60 },
    {
      refresh: async (signal) => {
        seen.push(signal);
        return { ok: true, calls: 0, retryAfterMs: 0 };
      },
      isListenedTo: () => true,
    },
  );
  schedule.touch();
  await vi.advanceTimersByTimeAsync(10);
  schedule.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toHaveLength(1);
  expect(seen[0]?.aborted).toBe(true);
});
