import type { ClientTable } from '@/lib/model/client-table';
import { membersOf } from '@/lib/model/schema';
import type { SortSpec } from './list-spec';
import { nameKey } from './name-order';

/**
 * All live rows in the order of a column, ties by name, unknown values last in both directions.
 * Key and place in the order of names go into one number a row: typed arrays sort numbers without calling back.
 * @param byName every row slot in the order of names
 */
export function sortRows(
  table: ClientTable,
  sort: SortSpec,
  descending: boolean,
  byName: Uint32Array,
  nameColumn: string,
): Uint32Array {
  if (sort.column === nameColumn) {
    const live = byName.filter((row) => isShown(table, row, nameColumn));
    return descending ? live.reverse() : live;
  }
  const keyOf = rowKeys(table, sort);
  let largest = 0;
  for (let row = 0; row < table.rows; row += 1) largest = Math.max(largest, keyOf(row));
  const composite = new Float64Array(byName.length);
  const size = byName.length;
  let count = 0;
  for (let place = 0; place < size; place += 1) {
    const row = byName[place] ?? 0;
    if (!isShown(table, row, nameColumn)) continue;
    const key = keyOf(row);
    // Exact while key × rows stays under 2^53: seconds since 1970 allow five million rows.
    composite[count] = (key < 0 ? largest + 1 : descending ? largest - key : key) * size + place;
    count += 1;
  }
  const sorted = composite.subarray(0, count).sort();
  const rows = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) rows[index] = byName[(sorted[index] ?? 0) % size] ?? 0;
  return rows;
}

/** Gone rows are not shown, nor slots whose row has not arrived yet: a stream announces all of them at its start. */
export function isShown(table: ClientTable, row: number, nameColumn: string): boolean {
  return table.dead[row] !== 1 && (table.complete || table.text[nameColumn]?.[row] !== '');
}

/** A whole number a row; below zero unknown. */
export function rowKeys(table: ClientTable, sort: SortSpec): (row: number) => number {
  const codes = table.codes[sort.column];
  if (codes !== undefined) {
    const values = table.dictionaries[sort.column] ?? [];
    const ranks =
      sort.by === 'members'
        ? Int32Array.from(values, (value) => membersOf(value).length)
        : dictionaryRanks(values, sort.listed);
    return (row) => ranks[codes[row] ?? 0] ?? -1;
  }
  const numbers = table.numbers[sort.column];
  if (numbers === undefined) return () => -1;
  return (row) => numbers[row] ?? -1;
}

function dictionaryRanks(values: readonly string[], listed: readonly string[] | undefined): Int32Array {
  const ranks = new Int32Array(values.length).fill(-1);
  if (listed !== undefined) return ranks.map((_, code) => listed.indexOf(values[code] ?? ''));
  const keys = values.map(nameKey);
  const known = keys
    .map((_, code) => code)
    .filter((code) => values[code] !== '' && values[code] !== 'unknown');
  known.sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
  let rank = -1;
  known.forEach((code, index) => {
    if (index === 0 || keys[code] !== keys[known[index - 1] ?? 0]) rank += 1;
    ranks[code] = rank;
  });
  return ranks;
}
