import type { ClientTable } from '@/lib/model/client-table';
import { membersOf } from '@/lib/model/schema';
import type { EstateNames, FacetSpec, FacetValue } from './list-spec';

/** Adds one to `misses` for each row the facet's chosen values leave out. */
export function addMisses(
  table: ClientTable,
  facet: FacetSpec,
  chosen: readonly string[],
  misses: Uint8Array,
): void {
  switch (facet.kind) {
    case 'dict': {
      const wanted = new Set(chosen.map((value) => value.toLowerCase()));
      addDictMisses(table, facet.column, (value) => wanted.has(value.toLowerCase()), misses);
      return;
    }
    case 'bucket': {
      const ranges = facet.buckets.filter((bucket) => chosen.includes(bucket.value));
      const numbers = table.numbers[facet.column];
      for (let row = 0; row < table.rows; row += 1) {
        const number = numbers?.[row] ?? -1;
        if (!ranges.some((range) => number >= range.from && number <= range.to))
          misses[row] = (misses[row] ?? 0) + 1;
      }
      return;
    }
    case 'members': {
      const wanted = new Set(chosen);
      addDictMisses(table, facet.column, (value) => membersOf(value).some((one) => wanted.has(one)), misses);
      return;
    }
  }
}

/** The same for a test on a dictionary's values, which is asked once a value, not once a row. */
export function addDictMisses(
  table: ClientTable,
  column: string,
  allow: (value: string) => boolean,
  misses: Uint8Array,
): void {
  const codes = table.codes[column];
  const allowed = Uint8Array.from(table.dictionaries[column] ?? [], (value) => (allow(value) ? 1 : 0));
  for (let row = 0; row < table.rows; row += 1) {
    if (allowed[codes?.[row] ?? 0] !== 1) misses[row] = (misses[row] ?? 0) + 1;
  }
}

/** Values of a facet with how many of the rows have each; most first for dictionaries, in their own order otherwise. */
export function facetCounts(
  table: ClientTable,
  facet: FacetSpec,
  rows: Uint32Array,
  chosen: readonly string[],
  names: EstateNames,
): (FacetValue & { count: number })[] {
  switch (facet.kind) {
    case 'dict': {
      const values = table.dictionaries[facet.column] ?? [];
      const counts = countsOfValues(table, facet.column, rows);
      const wanted = new Set(chosen.map((value) => value.toLowerCase()));
      return values
        .map((value, code) => ({ value, label: labelOf(facet, value, names), count: counts[code] ?? 0 }))
        .filter((entry) => entry.count > 0 || wanted.has(entry.value.toLowerCase()))
        .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
    }
    case 'bucket': {
      const numbers = table.numbers[facet.column];
      const counts = facet.buckets.map(() => 0);
      for (const row of rows) {
        const number = numbers?.[row] ?? -1;
        const index = facet.buckets.findIndex((bucket) => number >= bucket.from && number <= bucket.to);
        if (index !== -1) counts[index] = (counts[index] ?? 0) + 1;
      }
      return facet.buckets.map(({ value, label }, index) => ({ value, label, count: counts[index] ?? 0 }));
    }
    case 'members': {
      const values = table.dictionaries[facet.column] ?? [];
      const counts = new Map<string, number>();
      for (const { value } of facet.members(names)) counts.set(value, 0);
      countsOfValues(table, facet.column, rows).forEach((count, code) => {
        for (const member of membersOf(values[code] ?? ''))
          counts.set(member, (counts.get(member) ?? 0) + count);
      });
      return [...counts]
        .map(([value, count]) => ({ value, label: labelOf(facet, value, names), count }))
        .filter((entry) => entry.count > 0 || chosen.includes(entry.value));
    }
  }
}

/** What a person reads for a facet's value. */
export function labelOf(facet: FacetSpec, value: string, names: EstateNames): string {
  switch (facet.kind) {
    case 'dict':
      if (facet.describe !== undefined) return facet.describe(value, names);
      return value === '' ? 'unknown' : value;
    case 'bucket':
      return facet.buckets.find((bucket) => bucket.value === value)?.label ?? value;
    case 'members':
      return facet.members(names).find((member) => member.value === value)?.label ?? value;
  }
}

/** How many of the rows have each value of a dictionary, by code. */
function countsOfValues(table: ClientTable, column: string, rows: Uint32Array): Uint32Array {
  const codes = table.codes[column];
  const counts = new Uint32Array(table.dictionaries[column]?.length ?? 0);
  for (const row of rows) {
    const code = codes?.[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
