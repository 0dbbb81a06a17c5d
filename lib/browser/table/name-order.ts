import type { ClientTable } from '@/lib/model/client-table';

/**
 * Rows in the order of their names. `Intl.Collator` needs most of a second for 100,000 names, so each name gets a key
 * that sorts right by code unit, once; later only rows whose name is new or changed are sorted and merged in.
 */
export interface NameOrder {
  /** Row slots by name, dead ones included. */
  order: Uint32Array;
  keys: string[];
  names: string[];
}

/** Case and accents aside, numbers by value: vm-2 comes before vm-10. */
export function nameKey(name: string): string {
  let key = name.toLowerCase();
  // Only a decomposed letter has a mark to drop; plain ASCII names, nearly all, skip it.
  if (/[^\0-\x7f]/.test(key)) key = key.normalize('NFD').replace(/\p{M}/gu, '');
  let result = '';
  let copied = 0;
  for (let index = 0; index < key.length; index += 1) {
    if (!isDigit(key, index)) continue;
    let significant = index;
    while (key.charCodeAt(significant) === 48 && isDigit(key, significant + 1)) significant += 1;
    let end = significant + 1;
    while (isDigit(key, end)) end += 1;
    // The count of digits goes first: more digits, larger number.
    const size = String.fromCharCode(47 + Math.min(end - significant, 10));
    result += key.slice(copied, index) + size + key.slice(significant, end);
    copied = end;
    index = end - 1;
  }
  return copied === 0 ? key : result + key.slice(copied);
}

function isDigit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 48 && unit <= 57;
}

export function buildNameOrder(
  table: ClientTable,
  column: string,
  previous: NameOrder | undefined,
): NameOrder {
  const source = table.text[column] ?? [];
  const keys = previous !== undefined && previous.names.length <= table.rows ? previous.keys : [];
  const names = previous !== undefined && previous.names.length <= table.rows ? previous.names : [];
  const changed: number[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const name = source[row] ?? '';
    if (row < names.length && names[row] === name) continue;
    changed.push(row);
    names[row] = name;
    keys[row] = nameKey(name);
  }
  const kept = previous?.order ?? new Uint32Array(0);
  if (changed.length === 0 && kept.length === table.rows) return previous ?? { order: kept, keys, names };
  const stale = new Uint8Array(table.rows);
  for (const row of changed) stale[row] = 1;
  const before = (a: number, b: number): number => {
    const left = keys[a] ?? '';
    const right = keys[b] ?? '';
    return left < right ? -1 : left > right ? 1 : a - b;
  };
  changed.sort(before);
  const rest = kept.filter((row) => stale[row] === 0 && row < table.rows);
  return { order: merge(rest, changed, before), keys, names };
}

/** Binary search for each newcomer, then copies of whole stretches between them. */
function merge(
  rest: Uint32Array,
  changed: readonly number[],
  before: (a: number, b: number) => number,
): Uint32Array {
  const order = new Uint32Array(rest.length + changed.length);
  let read = 0;
  let write = 0;
  for (const row of changed) {
    let low = read;
    let high = rest.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(rest[middle] ?? 0, row) < 0) low = middle + 1;
      else high = middle;
    }
    order.set(rest.subarray(read, low), write);
    write += low - read;
    order[write] = row;
    write += 1;
    read = low;
  }
  order.set(rest.subarray(read), write);
  return order;
}
