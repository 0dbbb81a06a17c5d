import type { ClientTable } from '@/lib/model/client-table';
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
    case 'bits': {
      const wanted = bitMask(facet.bits, chosen);
      const numbers = table.numbers[facet.column];
      for (let row = 0; row < table.rows; row += 1) {
        if ((bitsOf(numbers?.[row]) & wanted) === 0) misses[row] = (misses[row] ?? 0) + 1;
      }
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
      const codes = table.codes[facet.column];
      const counts = new Uint32Array(values.length);
      for (const row of rows) {
        const code = codes?.[row] ?? 0;
        counts[code] = (counts[code] ?? 0) + 1;
      }
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
    case 'bits': {
      const numbers = table.numbers[facet.column];
      const counts = facet.bits.map(() => 0);
      for (const row of rows) {
        const bits = bitsOf(numbers?.[row]);
        if (bits === 0) continue;
        for (let bit = 0; bit < counts.length; bit += 1)
          if (bits & (1 << bit)) counts[bit] = (counts[bit] ?? 0) + 1;
      }
      return facet.bits
        .map(({ value, label }, bit) => ({ value, label, count: counts[bit] ?? 0 }))
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
    case 'bits':
      return facet.bits.find((bit) => bit.value === value)?.label ?? value;
  }
}

/** A bit set's cell: unknown (-1) has no bits, or every finding would be claimed of it. */
export function bitsOf(number: number | undefined): number {
  return number === undefined || number < 0 ? 0 : number;
}

function bitMask(bits: readonly FacetValue[], chosen: readonly string[]): number {
  return bits.reduce((mask, { value }, bit) => (chosen.includes(value) ? mask | (1 << bit) : mask), 0);
}
