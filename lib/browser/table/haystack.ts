import type { ClientTable } from '@/lib/model/client-table';

/**
 * All names of a table, lower-cased, as one run of UTF-16 code units. Asking 100,000 strings, or calling `indexOf`
 * once a match, takes longer than a frame; walking one array of numbers does not.
 */
export interface Haystack {
  units: Uint16Array;
  /** Where each row's name starts; one more than there are rows. */
  offsets: Uint32Array;
  /** The names it was built from: tells which rows changed since. */
  names: string[];
}

/** Only new names are added when the old ones are unchanged, so a table that streams in costs what it adds. */
export function buildHaystack(table: ClientTable, column: string, previous: Haystack | undefined): Haystack {
  const source = table.text[column] ?? [];
  const kept = previous !== undefined && isPrefix(previous.names, source, table.rows) ? previous : undefined;
  const from = kept?.names.length ?? 0;
  if (kept !== undefined && from === table.rows) return kept;
  const offsets = new Uint32Array(table.rows + 1);
  if (kept !== undefined) offsets.set(kept.offsets);
  let position = offsets[from] ?? 0;
  const added: string[] = [];
  for (let row = from; row < table.rows; row += 1) {
    // Lower-casing can change a name's length ("İ"), so the offsets come from the result.
    const lower = (source[row] ?? '').toLowerCase();
    added.push(lower);
    offsets[row] = position;
    position += lower.length;
  }
  offsets[table.rows] = position;
  const units = new Uint16Array(position);
  if (kept !== undefined) units.set(kept.units);
  let write = offsets[from] ?? 0;
  for (const lower of added) {
    for (let index = 0; index < lower.length; index += 1) units[write + index] = lower.charCodeAt(index);
    write += lower.length;
  }
  return { units, offsets, names: source.slice(0, table.rows) };
}

/** Marks rows whose name contains the lower-case word. With `within`, only rows marked there are looked at. */
export function markNames(
  haystack: Haystack,
  word: string,
  marks: Uint8Array,
  within: Uint8Array | null,
): void {
  const { units, offsets } = haystack;
  const wanted = Uint16Array.from(word, (_, index) => word.charCodeAt(index));
  const first = wanted[0];
  const rows = offsets.length - 1;
  for (let row = 0; row < rows; row += 1) {
    if (within !== null && within[row] === 0) continue;
    const last = (offsets[row + 1] ?? 0) - wanted.length;
    for (let start = offsets[row] ?? 0; start <= last; start += 1) {
      if (units[start] !== first) continue;
      let index = 1;
      while (index < wanted.length && units[start + index] === wanted[index]) index += 1;
      if (index === wanted.length) {
        marks[row] = 1;
        break;
      }
    }
  }
}

function isPrefix(old: readonly string[], now: readonly string[], rows: number): boolean {
  if (old.length > rows) return false;
  for (let row = 0; row < old.length; row += 1) if (old[row] !== (now[row] ?? '')) return false;
  return true;
}
