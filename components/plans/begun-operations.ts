'use client';

import { useSyncExternalStore } from 'react';
import type { OperationSummary } from '@/lib/model/operation';

const none: readonly OperationSummary[] = [];
let begun = none;
const listeners = new Set<() => void>();

/** Remembers an operation that was on screen while it ran: whoever leaves its page is told of the end. */
export function noteRunning(operation: OperationSummary): void {
  begun = [operation, ...begun.filter(({ id }) => id !== operation.id)];
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Operations that this document has shown running, latest first. */
export function useBegun(): readonly OperationSummary[] {
  return useSyncExternalStore(
    subscribe,
    () => begun,
    () => none,
  );
}
