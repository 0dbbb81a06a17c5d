import type { ClientTable } from '@/lib/model/client-table';
import { buildHaystack, type Haystack, markNames } from './haystack';
import type { EstateNames, ListSpec } from './list-spec';

export interface TextResult {
  /** 1 where every word was found, in the name or in one of the searched columns. */
  marks: Uint8Array;
  count: number;
}

/** What is remembered between keystrokes. One per table. */
export interface TextCache {
  haystack?: Haystack;
  dictionaries: Map<string, { namesKey: string; lower: string[] }>;
  last?: TextResult & { revision: number; namesKey: string; text: string };
}

export function createTextCache(): TextCache {
  return { dictionaries: new Map() };
}

/** Builds what the filter walks. Done before the first letter is typed, so that the first is as fast as the next. */
export function prepareText(table: ClientTable, spec: ListSpec, cache: TextCache): Haystack {
  cache.haystack = buildHaystack(table, spec.nameColumn, cache.haystack);
  return cache.haystack;
}

export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Null: no words, everything passes. Typing on narrows the rows already found instead of looking at all of them. */
export function filterText(
  table: ClientTable,
  spec: ListSpec,
  names: EstateNames,
  text: string,
  cache: TextCache,
): TextResult | null {
  const words = wordsOf(text);
  if (words.length === 0) return null;
  const normal = words.join(' ');
  const last = cache.last;
  const sameData = last !== undefined && last.revision === table.revision && last.namesKey === names.key;
  if (sameData && last.text === normal) return last;
  const narrow = sameData && normal.startsWith(last.text) ? last : null;
  // Looking for changed names takes a millisecond itself: once a revision is enough.
  const haystack =
    sameData && cache.haystack !== undefined ? cache.haystack : prepareText(table, spec, cache);

  let within: Uint8Array | null = narrow?.marks ?? null;
  let count = 0;
  for (const word of words) {
    const marks = new Uint8Array(table.rows);
    markNames(haystack, word, marks, within);
    for (const { column } of spec.searchColumns) {
      markCodes(table, column, lowerDictionary(table, spec, column, names, cache), word, marks);
    }
    count = 0;
    for (let row = 0; row < marks.length; row += 1) {
      if (marks[row] === 0) continue;
      if (within !== null && within[row] === 0) marks[row] = 0;
      else count += 1;
    }
    within = marks;
  }
  const marks = within ?? new Uint8Array(table.rows);
  cache.last = { marks, count, revision: table.revision, namesKey: names.key, text: normal };
  return cache.last;
}

function markCodes(
  table: ClientTable,
  column: string,
  lower: readonly string[],
  word: string,
  marks: Uint8Array,
): void {
  const codes = table.codes[column];
  if (codes === undefined) return;
  const hits = new Uint8Array(lower.length);
  let any = false;
  for (let code = 0; code < lower.length; code += 1) {
    if (lower[code]?.includes(word)) {
      hits[code] = 1;
      any = true;
    }
  }
  if (!any) return;
  for (let row = 0; row < table.rows; row += 1) if (hits[codes[row] ?? 0] === 1) marks[row] = 1;
}

function lowerDictionary(
  table: ClientTable,
  spec: ListSpec,
  column: string,
  names: EstateNames,
  cache: TextCache,
): string[] {
  const values = table.dictionaries[column] ?? [];
  const known = cache.dictionaries.get(column);
  const entry =
    known?.namesKey === names.key && known.lower.length <= values.length
      ? known
      : { namesKey: names.key, lower: [] };
  const describe = spec.searchColumns.find((search) => search.column === column)?.describe;
  for (let code = entry.lower.length; code < values.length; code += 1) {
    const value = values[code] ?? '';
    entry.lower.push((describe === undefined ? value : `${value}\n${describe(value, names)}`).toLowerCase());
  }
  cache.dictionaries.set(column, entry);
  return entry.lower;
}
