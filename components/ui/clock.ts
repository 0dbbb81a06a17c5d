'use client';

import { useSyncExternalStore } from 'react';

// One timer a step for the whole page, running only while something on it shows a time.
const listeners = new Map<number, Set<() => void>>();
const timers = new Map<number, ReturnType<typeof setInterval>>();

function subscribe(stepMs: number, listener: () => void): () => void {
  const group = listeners.get(stepMs) ?? new Set();
  listeners.set(stepMs, group);
  group.add(listener);
  if (!timers.has(stepMs)) {
    timers.set(
      stepMs,
      setInterval(() => {
        for (const notify of group) notify();
      }, stepMs),
    );
  }
  return () => {
    group.delete(listener);
    if (group.size > 0) return;
    clearInterval(timers.get(stepMs));
    timers.delete(stepMs);
  };
}

/**
 * The time in epoch milliseconds, rounded down to `stepMs`; re-renders the caller once a step.
 * 0 on the server and while hydrating, where no clock would agree with the browser's.
 */
export function useNow(stepMs: number): number {
  return useSyncExternalStore(
    (listener) => subscribe(stepMs, listener),
    () => Math.floor(Date.now() / stepMs) * stepMs,
    () => 0,
  );
}
