import type { TableName } from './schema';

/** A table's columns in the browser. Mutated in place by deltas; `revision` changes with every applied message batch. */
export interface ClientTable<T extends TableName = TableName> {
  readonly table: T;
  epoch: string;
  version: number;
  revision: number;
  /** Row slots, dead ones included. */
  rows: number;
  /** 1 where the row is gone. */
  dead: Uint8Array;
  /** Text columns. */
  text: Record<string, string[]>;
  /** Dictionary columns: index per row, values beside it. */
  codes: Record<string, Uint32Array>;
  dictionaries: Record<string, string[]>;
  /** Number columns; -1 unknown. */
  numbers: Record<string, Float64Array>;
  /** Rows changed by the last delta, to be marked on screen; empty after a full load. */
  changed: Set<number>;
  complete: boolean;
}
