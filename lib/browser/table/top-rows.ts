import type { ClientTable } from '@/lib/model/client-table';
import { addDictMisses, addMisses } from './facets';
import type { EstateNames, ListSpec } from './list-spec';
import { nameKey } from './name-order';
import { isShown, rowKeys } from './sort';
import { createTextCache, filterText } from './text-filter';
import type { ViewState } from './view';

interface Candidate {
  row: number;
  key: number;
  name: string;
}

/**
 * The first rows of a list and how many there are: what `createView` gives, without keeping an order of all rows. For
 * who shows one screen and forgets it, as the server does.
 */
export function topRows(
  table: ClientTable,
  spec: ListSpec,
  state: ViewState,
  names: EstateNames,
  most: number,
): { rows: number[]; shown: number } {
  const misses = new Uint8Array(table.rows);
  for (const facet of spec.facets) {
    const chosen = state.facets[facet.id] ?? [];
    if (chosen.length > 0) addMisses(table, facet, chosen, misses);
  }
  for (const filter of state.filters) addDictMisses(table, filter.column, filter.allow, misses);
  const found = filterText(table, spec, names, state.text, createTextCache());
  const extra = new Set(state.extraRows);
  const before = comparer(table, spec, state);
  const top: Candidate[] = [];
  let shown = 0;
  for (let row = 0; row < table.rows; row += 1) {
    if (misses[row] !== 0 || !isShown(table, row, spec.nameColumn)) continue;
    if (found !== null && found.marks[row] !== 1 && !extra.has(row)) continue;
    shown += 1;
    const candidate = before.candidate(row);
    const last = top[most - 1];
    if (last !== undefined && before.compare(candidate, last) > 0) continue;
    top.splice(placeOf(top, candidate, before.compare), 0, candidate);
    if (top.length > most) top.pop();
  }
  return { rows: top.map(({ row }) => row), shown };
}

/** The order of `sortRows`: by key, unknown last both ways, then by name. */
function comparer(table: ClientTable, spec: ListSpec, { sort: { column, descending } }: ViewState) {
  const chosen = spec.columns.find(({ id }) => id === column)?.sort ?? { column: spec.nameColumn };
  const byName = chosen.column === spec.nameColumn;
  const keyOf = byName ? () => 0 : rowKeys(table, chosen);
  const texts = table.text[spec.nameColumn] ?? [];
  const down = descending ? -1 : 1;
  return {
    candidate: (row: number): Candidate => ({ row, key: keyOf(row), name: nameKey(texts[row] ?? '') }),
    compare: (a: Candidate, b: Candidate): number => {
      const names = a.name < b.name ? -1 : a.name > b.name ? 1 : a.row - b.row;
      if (byName) return names * down;
      if (a.key === b.key || (a.key < 0 && b.key < 0)) return names;
      if (a.key < 0) return 1;
      if (b.key < 0) return -1;
      return (a.key - b.key) * down;
    },
  };
}

function placeOf(
  top: readonly Candidate[],
  candidate: Candidate,
  compare: (a: Candidate, b: Candidate) => number,
): number {
  let low = 0;
  let high = top.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = top[middle];
    if (other !== undefined && compare(other, candidate) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
