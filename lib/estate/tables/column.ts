/** Grows a typed array to hold at least `rows`; what is new has `fill`. */
export function grown<Data extends Uint8Array | Uint32Array | Int32Array | Float64Array>(
  data: Data,
  rows: number,
  make: (length: number) => Data,
  fill = 0,
): Data {
  if (rows <= data.length) return data;
  const next = make(Math.max(rows, Math.ceil(data.length * 1.5), 256));
  if (fill !== 0) next.fill(fill, data.length);
  next.set(data);
  return next;
}

/** Strings by number, each kept once. Number 0 is ''. Only grows. */
export class Dictionary {
  readonly values: string[] = [''];
  readonly #codes = new Map<string, number>([['', 0]]);
  /** For each value the version of the estate that brought it. */
  #versions = new Uint32Array(16);

  code(value: string, version: number): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = this.values.length;
    this.values.push(value);
    this.#codes.set(value, code);
    this.#versions = grown(this.#versions, code + 1, (length) => new Uint32Array(length));
    this.#versions[code] = version;
    return code;
  }

  /** Code of a value that may not be there. */
  find(value: string): number | undefined {
    return this.#codes.get(value);
  }

  value(code: number): string {
    return this.values[code] ?? '';
  }

  /** First code newer than `version`; the dictionary's length when there is none. */
  firstAfter(version: number): number {
    let low = 1;
    let high = this.values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#versions[middle] ?? 0) > version) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

export class TextColumn {
  readonly kind = 'text';
  readonly cells: string[] = [];

  /** True when the cell changed. */
  set(row: number, value: string): boolean {
    if (this.cells[row] === value) return false;
    this.cells[row] = value;
    return true;
  }
}

export class DictColumn {
  readonly kind = 'dict';
  readonly dictionary = new Dictionary();
  codes = new Uint32Array(0);

  set(row: number, value: string, version: number): boolean {
    const code = this.dictionary.code(value, version);
    this.codes = grown(this.codes, row + 1, (length) => new Uint32Array(length));
    if (this.codes[row] === code) return false;
    this.codes[row] = code;
    return true;
  }

  text(row: number): string {
    return this.dictionary.value(this.codes[row] ?? 0);
  }
}

export class NumberColumn {
  readonly kind = 'number';
  cells = new Float64Array(0);

  set(row: number, value: number): boolean {
    this.cells = grown(this.cells, row + 1, (length) => new Float64Array(length), -1);
    if (this.cells[row] === value) return false;
    this.cells[row] = value;
    return true;
  }
}

export type Column = TextColumn | DictColumn | NumberColumn;
