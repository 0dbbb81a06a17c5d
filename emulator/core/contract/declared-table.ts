import { Table, type TableChange, type TableSpec } from './table.ts';

/** What the journal, reset and deletion need of a table, whatever its rows are. */
export interface JournalTable {
  readonly name: string;
  readonly size: number;
  clear(): void;
  restore(key: string, value: unknown): void;
  entries(): IterableIterator<[string, unknown]>;
  /** Deletes the rows that live and die with the resource of this ARM id. */
  deleteOwned(resourceId: string): void;
}

/** A declaration as a world sees it, whatever the rows are. */
export interface DeclaredTable {
  /** Makes the table of one world. Called once by each world. */
  open(world: object, onChange: (change: TableChange) => void): JournalTable;
}

/** A table that a provider declares beside its entities; each world that is made with the provider has one. */
export class TableDeclaration<Row, Index extends string = never> implements DeclaredTable {
  readonly #spec: TableSpec<Row, Index>;
  readonly #opened = new WeakMap<object, Table<Row, Index>>();

  constructor(spec: TableSpec<Row, Index>) {
    this.#spec = spec;
  }

  open(world: object, onChange: (change: TableChange) => void): JournalTable {
    const table = new Table(this.#spec, onChange);
    this.#opened.set(world, table);
    return table;
  }

  /** The table in a world. Throws when the world was made without the provider: a mistake in the code. */
  in(world: object): Table<Row, Index> {
    const table = this.#opened.get(world);
    if (!table) throw new Error(`This world has no table '${this.#spec.name}': its provider is not in it.`);
    return table;
  }
}
