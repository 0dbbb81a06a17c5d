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
  /** The index under the ARM id of the resource that a row lives and dies with. */
  readonly owner?: NoInfer<Index>;
}

/** The rows found under one value of one index; `rows` is the list built from `keys`, until a change empties it. */
interface Bucket<Row> {
  readonly keys: Set<string>;
  rows?: readonly Row[];
}

/**
 * An in-memory table with declared indexes and stable insertion order, also when a row is replaced.
 * Rows are replaced whole: put a new object, never mutate one that is stored, or the indexes go stale.
 */
export class Table<Row, Index extends string = never> {
  readonly name: string;
  readonly #spec: TableSpec<Row, Index>;
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, Map<string, Bucket<Row>>>();
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
    this.#store(key, row);
    this.#onChange({ table: this.name, key, value: row });
    return row;
  }

  delete(key: string): Row | undefined {
    const lower = key.toLowerCase();
    const before = this.#remove(lower);
    if (before === undefined) return undefined;
    this.#onChange({ table: this.name, key: lower, value: null });
    return before;
  }

  /** Applies a change this table once emitted (`null` deletes), without emitting it again. For the journal only. */
  restore(key: string, value: unknown): void {
    if (this.#isRow(value)) this.#store(key, value);
    else this.#remove(key);
  }

  /**
   * Rows found under `value` in `index`, in insertion order. The value is compared lower-cased.
   * The list is kept until a row in it changes, so asking again is cheap; it is never changed in place.
   */
  find(index: Index, value: string): readonly Row[] {
    const bucket = this.#indexes.get(index)?.get(value.toLowerCase());
    if (!bucket) return [];
    if (bucket.rows) return bucket.rows;
    const rows: Row[] = [];
    for (const key of bucket.keys) {
      const row = this.#rows.get(key);
      if (row !== undefined) rows.push(row);
    }
    bucket.rows = rows;
    return rows;
  }

  count(index: Index, value: string): number {
    return this.#indexes.get(index)?.get(value.toLowerCase())?.keys.size ?? 0;
  }

  values(): IterableIterator<Row> {
    return this.#rows.values();
  }

  entries(): IterableIterator<[string, Row]> {
    return this.#rows.entries();
  }

  /** Deletes the rows that live and die with the resource of this ARM id; none when the table declares no owner. */
  deleteOwned(resourceId: string): void {
    const { owner } = this.#spec;
    if (owner === undefined) return;
    const keys = this.#indexes.get(owner)?.get(resourceId.toLowerCase())?.keys ?? [];
    for (const key of [...keys]) this.delete(key);
  }

  clear(): void {
    this.#rows.clear();
    for (const index of this.#indexes.values()) index.clear();
  }

  /** The journal holds only rows that `put` accepted; a torn line is dropped before it gets here. */
  #isRow(value: unknown): value is Row {
    return typeof value === 'object' && value !== null;
  }

  #store(key: string, row: Row): void {
    const before = this.#rows.get(key);
    this.#rows.set(key, row);
    for (const [name, index] of this.#indexes) {
      const now = this.#valuesOf(name, row);
      const gone =
        before === undefined ? [] : this.#valuesOf(name, before).filter((value) => !now.includes(value));
      for (const value of gone) drop(index, value, key);
      for (const value of now) {
        const bucket = index.get(value);
        if (!bucket) index.set(value, { keys: new Set([key]) });
        else {
          // A key that is there keeps its place, so that pages of a list do not shift under their reader.
          bucket.keys.add(key);
          bucket.rows = undefined;
        }
      }
    }
  }

  #remove(key: string): Row | undefined {
    const before = this.#rows.get(key);
    if (before === undefined) return undefined;
    this.#rows.delete(key);
    for (const [name, index] of this.#indexes) {
      for (const value of this.#valuesOf(name, before)) drop(index, value, key);
    }
    return before;
  }

  #valuesOf(index: string, row: Row): string[] {
    const specs: Readonly<Record<string, (row: Row) => readonly string[]>> = this.#spec.indexes;
    return specs[index]?.(row).map((value) => value.toLowerCase()) ?? [];
  }
}

function drop<Row>(index: Map<string, Bucket<Row>>, value: string, key: string): void {
  const bucket = index.get(value);
  if (!bucket) return;
  bucket.keys.delete(key);
  bucket.rows = undefined;
  if (bucket.keys.size === 0) index.delete(value);
}
