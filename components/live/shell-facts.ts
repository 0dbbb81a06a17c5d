'use client';

import { useSyncExternalStore } from 'react';
import type { ShellFacts } from '@/lib/model/shell-facts';

interface Published {
  /** The newest, of whichever scope: names are the same in all. */
  readonly latest: ShellFacts;
  readonly counts: ReadonlyMap<string, ShellFacts['counts']>;
}

let published: Published | null = null;
const listeners = new Set<() => void>();

/** Whoever has read a summary says so here: the frame does not ask for itself. */
export function publishFacts(facts: ShellFacts): void {
  published = { latest: facts, counts: new Map([...(published?.counts ?? []), [facts.scope, facts.counts]]) };
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/**
 * The newest names, and the counts of a scope; null for what is not known yet.
 * @param initial what came with the document
 */
export function useShellFacts(
  initial: ShellFacts | null,
  scope: string,
): { names: ShellFacts | null; counts: ShellFacts['counts'] | null } {
  const current = useSyncExternalStore(
    subscribe,
    () => published,
    () => null,
  );
  const own = initial?.scope === scope ? initial.counts : null;
  return { names: current?.latest ?? initial, counts: current?.counts.get(scope) ?? own };
}
