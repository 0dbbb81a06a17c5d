/** Lists of rows by row, packed: `rowsOf(i)` without an object for each of 100,000 rows. */
export class RowLists {
  readonly #offsets: Uint32Array;
  readonly #rows: Uint32Array;

  /** `from[i]` belongs to list `from`, with `to[i]` as its entry; order of entries is kept. */
  constructor(lists: number, from: Uint32Array, to: Uint32Array) {
    const offsets = new Uint32Array(lists + 1);
    for (const list of from) offsets[list + 1] = (offsets[list + 1] ?? 0) + 1;
    for (let list = 0; list < lists; list++)
      offsets[list + 1] = (offsets[list + 1] ?? 0) + (offsets[list] ?? 0);
    const next = offsets.slice();
    this.#rows = new Uint32Array(to.length);
    for (let index = 0; index < from.length; index++) {
      const list = from[index] ?? 0;
      const at = next[list] ?? 0;
      this.#rows[at] = to[index] ?? 0;
      next[list] = at + 1;
    }
    this.#offsets = offsets;
  }

  static readonly none = new RowLists(0, new Uint32Array(0), new Uint32Array(0));

  /** A view, not a copy. */
  view(list: number): Uint32Array {
    return this.#rows.subarray(this.#offsets[list] ?? 0, this.#offsets[list + 1] ?? this.#offsets[list] ?? 0);
  }

  rowsOf(list: number): readonly number[] {
    return Array.from(this.view(list));
  }
}

/** Collects pairs for RowLists in typed arrays. */
export class PairList {
  #from = new Uint32Array(1024);
  #to = new Uint32Array(1024);
  #length = 0;

  add(from: number, to: number): void {
    if (this.#length === this.#from.length) {
      const grow = (data: Uint32Array) => {
        const next = new Uint32Array(data.length * 2);
        next.set(data);
        return next;
      };
      this.#from = grow(this.#from);
      this.#to = grow(this.#to);
    }
    this.#from[this.#length] = from;
    this.#to[this.#length] = to;
    this.#length += 1;
  }

  /** Lists from first to second, or the other way round. */
  forward(lists: number): RowLists {
    return new RowLists(lists, this.#from.subarray(0, this.#length), this.#to.subarray(0, this.#length));
  }

  backward(lists: number): RowLists {
    return new RowLists(lists, this.#to.subarray(0, this.#length), this.#from.subarray(0, this.#length));
  }
}
