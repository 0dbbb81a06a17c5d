/** One change to a table, as the journal records it. `value: null` means the row was deleted. */
export interface TableChange {
  readonly table: string;
  readonly key: string;
  readonly value: unknown;
}

/** How a table finds a row's key and its index entries. Index names are declared once, so a typo does not compile. */
export interface TableSpec<Row, Index extends string> {
  readonly name: string;
  /** Primary key. Callers lower-case ARM ids here, because ARM ids are case-insensitive. */
  key(row: Row): string;
  /** The values a row is found under, by index name. */
  readonly indexes: Readonly<Record<Index, (row: Row) => readonly string[]>>;
}

/**
 * An in-memory table with declared indexes and stable insertion order.
 * Rows are replaced whole: put a new object, never mutate one that is stored, or the indexes go stale.
 */
export class Table<Row, Index extends string = never> {
  readonly name: string;
  readonly #spec: TableSpec<Row, Index>;
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, Map<string, Set<string>>>();
  readonly #onChange: (change: TableChange) => void;

  constructor(spec: TableSpec<Row, Index>, onChange: (change: TableChange) => void) {
    this.name = spec.name;
    this.#spec = spec;
    this.#onChange = onChange;
    for (const index of Object.keys(spec.indexes)) this.#indexes.set(index, new Map());
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key.toLowerCase());
  }

  put(row: Row): Row {
    const key = this.#spec.key(row).toLowerCase();
    const before = this.#rows.get(key);
    if (before !== undefined) this.#unindex(key, before);
    this.#rows.set(key, row);
    for (const [index, values] of this.#entries(row)) {
      for (const value of values) {
        const found = index.get(value);
        if (found) found.add(key);
        else index.set(value, new Set([key]));
      }
    }
    this.#onChange({ table: this.name, key, value: row });
    return row;
  }

  delete(key: string): Row | undefined {
    const lower = key.toLowerCase();
    const before = this.#rows.get(lower);
    if (before === undefined) return undefined;
    this.#unindex(lower, before);
    this.#rows.delete(lower);
    this.#onChange({ table: this.name, key: lower, value: null });
    return before;
  }

  /** Rows found under `value` in `index`, in insertion order. The value is compared lower-cased. */
  find(index: Index, value: string): Row[] {
    const keys = this.#indexes.get(index)?.get(value.toLowerCase());
    if (!keys) return [];
    const rows: Row[] = [];
    for (const key of keys) {
      const row = this.#rows.get(key);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  count(index: Index, value: string): number {
    return this.#indexes.get(index)?.get(value.toLowerCase())?.size ?? 0;
  }

  values(): IterableIterator<Row> {
    return this.#rows.values();
  }

  clear(): void {
    this.#rows.clear();
    for (const index of this.#indexes.values()) index.clear();
  }

  *#entries(row: Row): Generator<[Map<string, Set<string>>, readonly string[]]> {
    const specs: Readonly<Record<string, (row: Row) => readonly string[]>> = this.#spec.indexes;
    for (const [name, index] of this.#indexes) {
      const read = specs[name];
      if (read) yield [index, read(row).map((value) => value.toLowerCase())];
    }
  }

  #unindex(key: string, row: Row): void {
    for (const [index, values] of this.#entries(row)) {
      for (const value of values) {
        const found = index.get(value);
        if (!found) continue;
        found.delete(key);
        if (found.size === 0) index.delete(value);
      }
    }
  }
}
