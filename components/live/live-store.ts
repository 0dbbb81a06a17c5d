'use client';

import { useSyncExternalStore } from 'react';
import type { AzureFault } from '@/lib/arm/fault';
import type { EstateEvent } from '@/lib/model/summary';

export type LiveConnection = 'connecting' | 'open' | 'lost' | 'paused';

/** What the page knows of the event stream. Times in epoch milliseconds, 0 where it does not apply. */
export interface LiveState {
  readonly connection: LiveConnection;
  readonly event: EstateEvent | null;
  /** When the stream was lost, and when it is tried again. */
  readonly lostAt: number;
  readonly retryAt: number;
  /** Why the portal does not give the stream; null when it does, or is not there. */
  readonly refusal: AzureFault | null;
}

const initial: LiveState = { connection: 'connecting', event: null, lostAt: 0, retryAt: 0, refusal: null };

let state = initial;
const listeners = new Set<() => void>();

export function getLiveState(): LiveState {
  return state;
}

export function setLiveState(change: Partial<LiveState>): void {
  state = { ...state, ...change };
  for (const notify of listeners) notify();
}

/** Calls `listener` after every change until the returned function is called. */
export function subscribeLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Re-renders with every event, about one every few seconds: use it in leaves. */
export function useLive(): LiveState {
  return useSyncExternalStore(subscribeLive, getLiveState, () => initial);
}
