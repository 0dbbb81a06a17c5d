import type { ClientTable } from '@/lib/model/client-table';
import { addDictMisses, addMisses } from './facets';
import type { EstateNames, ListSpec } from './list-spec';
import { buildNameOrder, type NameOrder } from './name-order';
import { isShown, sortRows } from './sort';
import { createTextCache, filterText, prepareText, type TextCache, type TextResult } from './text-filter';

/** A test on a dictionary column that comes from outside the list, such as the scope chosen in the shell. */
export interface DictFilter {
  column: string;
  /** Stands for the test in caches: equal keys, equal tests. */
  key: string;
  allow(value: string): boolean;
}

export interface ViewState {
  text: string;
  /** Rows to show as if the text had matched: their GUIDs did. */
  extraRows: readonly number[];
  /** Chosen values by facet id; an absent or empty entry lets everything pass. */
  facets: Readonly<Record<string, readonly string[]>>;
  filters: readonly DictFilter[];
  sort: { column: string; descending: boolean };
}

interface ViewCache {
  text: TextCache;
  names?: NameOrder;
  order?: { key: string; rows: Uint32Array };
  misses?: { key: string; misses: Uint8Array };
  shown?: Selected;
}

/** What a selection was made of, and what came out. */
interface Selected {
  order: Uint32Array;
  misses: Uint8Array | null;
  found: TextResult | null;
  extraRows: readonly number[];
  rows: Uint32Array;
}

// By table, so that a cache lives exactly as long as the data it is about.
const caches = new WeakMap<ClientTable, ViewCache>();

/** Row numbers to show, in order. Cached by what they depend on; a keystroke only walks the sorted rows once. */
export function createView(
  table: ClientTable,
  spec: ListSpec,
  state: ViewState,
  names: EstateNames,
): Uint32Array {
  const cache = cacheOf(table);
  const order = sortedOrder(table, spec, state, cache);
  const misses = missesOf(table, spec, state, null, cache);
  return select(table, spec, state, names, order, misses, cache);
}

/** The rows one facet chooses among: everything else applied, the facet itself not. For its counts. */
export function rowsWithoutFacet(
  table: ClientTable,
  spec: ListSpec,
  state: ViewState,
  facetId: string,
  names: EstateNames,
): Uint32Array {
  const cache = cacheOf(table);
  const order = sortedOrder(table, spec, state, cache);
  return select(table, spec, state, names, order, missesOf(table, spec, state, facetId, cache), cache);
}

/** How many live rows the filters from outside the list leave: the "of 71" in "3 of 71". */
export function countInScope(table: ClientTable, spec: ListSpec, filters: readonly DictFilter[]): number {
  const misses = new Uint8Array(table.rows);
  for (const filter of filters) addDictMisses(table, filter.column, filter.allow, misses);
  let count = 0;
  for (let row = 0; row < table.rows; row += 1) {
    if (misses[row] === 0 && isShown(table, row, spec.nameColumn)) count += 1;
  }
  return count;
}

function cacheOf(table: ClientTable): ViewCache {
  const known = caches.get(table);
  if (known !== undefined) return known;
  const fresh: ViewCache = { text: createTextCache() };
  caches.set(table, fresh);
  return fresh;
}

function sortedOrder(table: ClientTable, spec: ListSpec, state: ViewState, cache: ViewCache): Uint32Array {
  const key = `${table.epoch} ${table.revision} ${state.sort.column} ${state.sort.descending}`;
  if (cache.order?.key === key) return cache.order.rows;
  prepareText(table, spec, cache.text);
  cache.names = buildNameOrder(table, spec.nameColumn, cache.names);
  const chosen = spec.columns.find((column) => column.id === state.sort.column)?.sort;
  const sort = chosen ?? { column: spec.nameColumn };
  const rows = sortRows(table, sort, state.sort.descending, cache.names.order, spec.nameColumn);
  cache.order = { key, rows };
  return rows;
}

function missesOf(
  table: ClientTable,
  spec: ListSpec,
  state: ViewState,
  without: string | null,
  cache: ViewCache,
): Uint8Array | null {
  const active = spec.facets.filter(
    (facet) => facet.id !== without && (state.facets[facet.id] ?? []).length > 0,
  );
  if (active.length === 0 && state.filters.length === 0) return null;
  const facetKey = active.map((facet) => [facet.id, ...(state.facets[facet.id] ?? [])]);
  const key = JSON.stringify([
    table.epoch,
    table.revision,
    facetKey,
    state.filters.map((filter) => [filter.column, filter.key]),
  ]);
  if (cache.misses?.key === key) return cache.misses.misses;
  const misses = new Uint8Array(table.rows);
  for (const facet of active) addMisses(table, facet, state.facets[facet.id] ?? [], misses);
  for (const filter of state.filters) addDictMisses(table, filter.column, filter.allow, misses);
  if (without === null) cache.misses = { key, misses };
  return misses;
}

function select(
  table: ClientTable,
  spec: ListSpec,
  state: ViewState,
  names: EstateNames,
  order: Uint32Array,
  misses: Uint8Array | null,
  cache: ViewCache,
): Uint32Array {
  const found = filterText(table, spec, names, state.text, cache.text);
  if (found === null && misses === null) return order;
  const { extraRows } = state;
  const last = cache.shown;
  if (
    last?.order === order &&
    last.misses === misses &&
    last.found === found &&
    last.extraRows === extraRows
  ) {
    return last.rows;
  }
  const extra = new Set(extraRows);
  const marks = found?.marks ?? null;
  const rows = new Uint32Array(order.length);
  let count = 0;
  for (let place = 0; place < order.length; place += 1) {
    const row = order[place] ?? 0;
    if (misses !== null && misses[row] !== 0) continue;
    if (marks !== null && marks[row] !== 1 && !(extra.size > 0 && extra.has(row))) continue;
    rows[count] = row;
    count += 1;
  }
  const result = rows.subarray(0, count);
  cache.shown = { order, misses, found, extraRows, rows: result };
  return result;
}
