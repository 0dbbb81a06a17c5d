'use client';

import { useEffect, useState } from 'react';
import type { TableSnapshot } from '@/lib/browser/queries';

const shownForMs = 6000;
const nothing: ReadonlySet<number> = new Set();

/** Rows that changed within the last six seconds, to be marked. None after a full load. */
export function useChangedRows(snapshot: TableSnapshot | undefined): ReadonlySet<number> {
  const [marked, setMarked] = useState(nothing);
  const [seen, setSeen] = useState(0);
  const revision = snapshot?.revision ?? 0;
  if (snapshot !== undefined && revision !== seen) {
    setSeen(revision);
    const { changed, complete } = snapshot.table;
    if (complete && changed.size > 0) setMarked(new Set(changed));
  }
  useEffect(() => {
    if (marked.size === 0) return;
    const timer = setTimeout(() => setMarked(nothing), shownForMs);
    return () => clearTimeout(timer);
  }, [marked]);
  return marked;
}
