'use client';

import { useState } from 'react';
import type { EstateNames } from '@/lib/browser/table/list-spec';
import { estateNames } from '@/lib/browser/table/scope-filter';
import { chosenFacets } from '@/lib/browser/table/url-state';
import { countInScope, createView, type ViewState } from '@/lib/browser/table/view';
import type { ClientTable } from '@/lib/model/client-table';
import type { EstateSummary } from '@/lib/model/summary';
import type { CellContext, ListView } from './list-view';

/** Display names from the summary; the same object until one of them changes, so that rows need not be drawn again. */
export function useNames(estate: EstateSummary | undefined): EstateNames {
  const [names, setNames] = useState(() => estateNames(estate));
  const [from, setFrom] = useState(estate);
  if (from === estate) return names;
  setFrom(estate);
  const next = estateNames(estate);
  if (next.key === names.key) return names;
  setNames(next);
  return next;
}

/** What cells need, as one object that stays the same while its parts do. */
export function useCellContext(names: EstateNames, ids: CellContext['ids'], scope: string): CellContext {
  const [cached, setCached] = useState<CellContext>({ names, ids, scope });
  if (cached.names === names && cached.ids === ids && cached.scope === scope) return cached;
  const next = { names, ids, scope };
  setCached(next);
  return next;
}

interface Total {
  table: ClientTable;
  key: string;
  count: number;
}
let last: Total | null = null;

/**
 * Rows before the person's own filters. A list that starts with a choice, such as virtual machines only, counts
 * within that choice.
 */
export function totalInScope(
  list: ListView,
  table: ClientTable,
  state: ViewState,
  names: EstateNames,
): number {
  const facets = chosenFacets(list.spec, {});
  const key = JSON.stringify([table.revision, facets, state.filters.map((filter) => filter.key)]);
  if (last?.table === table && last.key === key) return last.count;
  const initial = list.spec.facets.filter((facet) => (facets[facet.id] ?? []).length > 0);
  const count =
    initial.length === 0
      ? countInScope(table, list.spec, state.filters)
      : createView(table, list.spec, { ...state, text: '', extraRows: [], facets }, names).length;
  last = { table, key, count };
  return count;
}
