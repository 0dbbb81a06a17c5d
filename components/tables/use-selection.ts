'use client';

import { useState } from 'react';

interface Cached {
  epoch: string;
  rows: ReadonlySet<number>;
  /** Where a range starts. */
  anchor: number | null;
}

const nothing: ReadonlySet<number> = new Set();

export interface Selection {
  rows: ReadonlySet<number>;
  /** Adds or removes one row; with `range`, everything shown between it and the row chosen before. */
  toggle(row: number, view: Uint32Array, range: boolean): void;
  /** Everything shown, or nothing when that is chosen already. */
  toggleAll(view: Uint32Array): void;
  clear(): void;
}

/** Chosen rows. Rows keep their number while changes arrive; with a new epoch the numbers mean other things. */
export function useSelection(epoch: string): Selection {
  const [cached, setCached] = useState<Cached>({ epoch, rows: nothing, anchor: null });
  const rows = cached.epoch === epoch ? cached.rows : nothing;
  const anchor = cached.epoch === epoch ? cached.anchor : null;
  return {
    rows,
    toggle: (row, view, range) => {
      const next = new Set(rows);
      const from = range && anchor !== null ? view.indexOf(anchor) : -1;
      const to = view.indexOf(row);
      if (from !== -1 && to !== -1) {
        for (let place = Math.min(from, to); place <= Math.max(from, to); place += 1)
          next.add(view[place] ?? row);
      } else if (!next.delete(row)) next.add(row);
      setCached({ epoch, rows: next, anchor: row });
    },
    toggleAll: (view) => {
      const all = view.length > 0 && view.every((row) => rows.has(row));
      setCached({ epoch, rows: all ? nothing : new Set(view), anchor: null });
    },
    clear: () => setCached({ epoch, rows: nothing, anchor: null }),
  };
}
