import type { TableReader } from '@/lib/model/estate-reader';
import { type ColumnKind, type ColumnName, type TableName, tableColumns } from '@/lib/model/schema';
import { type Column, DictColumn, grown, NumberColumn, TextColumn } from './column';

/**
 * Columns that are computed from others or come from a list of their own (power). They have a version of their own, so
 * that a change of one sends only these.
 */
const derivedColumns: Record<TableName, readonly string[]> = {
  hosts: ['power', 'userAssigned', 'dangling', 'imdsDefault', 'roleAssignments', 'privilege', 'findings'],
  identities: [
    'hosts',
    'hostSubscriptions',
    'firstHost',
    'federated',
    'roleAssignments',
    'privilege',
    'role',
    'roleScope',
    'findings',
  ],
  roleAssignments: ['principal', 'principalKind', 'identity', 'role', 'privilege', 'findings'],
};

function columnOf(kind: ColumnKind): Column {
  switch (kind) {
    case 'text':
      return new TextColumn();
    case 'dict':
      return new DictColumn();
    case 'number':
      return new NumberColumn();
  }
}

/** One table of the estate as columns. Rows are appended and die, they never move. */
export class EstateTable<T extends TableName> implements TableReader<T> {
  readonly name: T;
  readonly columns = new Map<string, Column>();
  readonly derived: ReadonlySet<string>;
  /** Version at which a row's own columns, its derived ones, or its being alive last changed. */
  rawVersion = new Uint32Array(0);
  derivedVersion = new Uint32Array(0);
  dead = new Uint8Array(0);
  /** Number of the refresh that last saw the row in Azure. */
  seen = new Uint32Array(0);
  deadCount = 0;
  /** Version at which anything in the table last changed. */
  lastChange = 0;
  #rows = 0;

  constructor(name: T) {
    this.name = name;
    const kinds: Record<string, ColumnKind> = tableColumns[name];
    for (const [column, kind] of Object.entries(kinds)) this.columns.set(column, columnOf(kind));
    this.derived = new Set(derivedColumns[name]);
  }

  get rows(): number {
    return this.#rows;
  }

  get liveCount(): number {
    return this.#rows - this.deadCount;
  }

  isLive(row: number): boolean {
    return row >= 0 && row < this.#rows && this.dead[row] === 0;
  }

  *live(): Generator<number> {
    for (let row = 0; row < this.#rows; row++) if (this.dead[row] === 0) yield row;
  }

  text(column: ColumnName<T>, row: number): string {
    const cells = this.#column(column);
    if (cells.kind === 'text') return cells.cells[row] ?? '';
    if (cells.kind === 'dict') return cells.text(row);
    throw new TypeError(`${this.name}.${column} holds numbers.`);
  }

  number(column: ColumnName<T>, row: number): number {
    const cells = this.#column(column);
    if (cells.kind !== 'number') throw new TypeError(`${this.name}.${column} holds text.`);
    return cells.cells[row] ?? -1;
  }

  /** The dictionary column of that name. Throws for a column of another kind. */
  dict(column: ColumnName<T>): DictColumn {
    const cells = this.#column(column);
    if (cells.kind !== 'dict') throw new TypeError(`${this.name}.${column} has no dictionary.`);
    return cells;
  }

  /** A new row with empty cells; the caller sets them. */
  append(version: number): number {
    const row = this.#rows;
    this.#rows += 1;
    const make = (length: number) => new Uint32Array(length);
    this.rawVersion = grown(this.rawVersion, this.#rows, make);
    this.derivedVersion = grown(this.derivedVersion, this.#rows, make);
    this.seen = grown(this.seen, this.#rows, make);
    this.dead = grown(this.dead, this.#rows, (length) => new Uint8Array(length));
    for (const column of this.columns.values()) {
      if (column.kind === 'text') column.set(row, '');
      else if (column.kind === 'dict') column.set(row, '', version);
      else column.set(row, -1);
    }
    this.touch(row, version);
    return row;
  }

  /** Sets cells and marks the row as changed at `version` when one of them differs. Returns whether one did. */
  set(row: number, cells: Partial<Record<ColumnName<T>, string | number>>, version: number): boolean {
    let changed = false;
    const values: Readonly<Record<string, string | number | undefined>> = cells;
    for (const name in values) {
      const value = values[name];
      const column = this.#column(name);
      if (!this.#setCell(column, row, value, version)) continue;
      changed = true;
      if (this.derived.has(name)) this.derivedVersion[row] = version;
      else this.rawVersion[row] = version;
    }
    if (changed) this.lastChange = version;
    return changed;
  }

  tombstone(row: number, version: number): void {
    if (this.dead[row] === 1) return;
    this.dead[row] = 1;
    this.deadCount += 1;
    this.touch(row, version);
  }

  /** A resource that is there again takes its old slot. All of its cells are sent again. */
  restore(row: number, version: number): void {
    if (this.dead[row] === 0) return;
    this.dead[row] = 0;
    this.deadCount -= 1;
    this.touch(row, version);
    this.derivedVersion[row] = version;
  }

  /** Something about the row changed that is beside its cells. */
  touch(row: number, version: number): void {
    this.rawVersion[row] = version;
    this.lastChange = version;
  }

  #setCell(column: Column, row: number, value: string | number | undefined, version: number): boolean {
    if (column.kind === 'number') return typeof value === 'number' && column.set(row, value);
    if (typeof value !== 'string') return false;
    return column.kind === 'dict' ? column.set(row, value, version) : column.set(row, value);
  }

  #column(name: string): Column {
    const column = this.columns.get(name);
    if (!column) throw new TypeError(`${this.name} has no column ${name}.`);
    return column;
  }
}
