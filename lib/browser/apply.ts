import type { ClientTable } from '@/lib/model/client-table';
import {
  type ColumnKind,
  type RowsMessage,
  type TableMessage,
  type TableName,
  tableColumns,
} from '@/lib/model/schema';

function kindsOf(table: TableName): [string, ColumnKind][] {
  return Object.entries(tableColumns[table]);
}

/** A table without rows: what a stream is applied to. */
export function createClientTable<T extends TableName>(name: T): ClientTable<T> {
  const table: ClientTable<T> = {
    table: name,
    epoch: '',
    version: 0,
    revision: 0,
    rows: 0,
    dead: new Uint8Array(0),
    text: {},
    codes: {},
    dictionaries: {},
    numbers: {},
    changed: new Set(),
    complete: false,
  };
  clear(table);
  return table;
}

function clear(table: ClientTable): void {
  table.version = 0;
  table.rows = 0;
  table.dead = new Uint8Array(0);
  table.complete = false;
  for (const [column, kind] of kindsOf(table.table)) {
    if (kind === 'text') table.text[column] = [];
    if (kind === 'number') table.numbers[column] = new Float64Array(0);
    if (kind === 'dict') {
      table.codes[column] = new Uint32Array(0);
      // Code 0 is '' on every table, so a cell that has not arrived yet reads as empty.
      table.dictionaries[column] = [''];
    }
  }
}

/** Room for `rows` slots. Typed arrays double, so a stream of pages does not copy itself again and again. */
function grow(table: ClientTable, rows: number): void {
  if (rows <= table.rows) return;
  if (rows > table.dead.length) {
    const capacity = Math.max(rows, table.dead.length * 2);
    const dead = new Uint8Array(capacity);
    dead.set(table.dead);
    table.dead = dead;
    for (const [column, kind] of kindsOf(table.table)) {
      if (kind === 'dict') {
        const codes = new Uint32Array(capacity);
        codes.set(table.codes[column] ?? []);
        table.codes[column] = codes;
      } else if (kind === 'number') {
        const numbers = new Float64Array(capacity).fill(-1);
        numbers.set(table.numbers[column] ?? []);
        table.numbers[column] = numbers;
      }
    }
  }
  for (const texts of Object.values(table.text)) {
    for (let row = texts.length; row < rows; row++) texts.push('');
  }
  table.rows = rows;
}

function applyRows(table: ClientTable, message: RowsMessage, isDelta: boolean): void {
  const { at } = message;
  const from = message.from ?? 0;
  const count = at ? at.length : (message.count ?? 0);
  const rowAt = (index: number) => (at ? (at[index] ?? 0) : from + index);
  for (let index = 0; index < count; index++) {
    const row = rowAt(index);
    grow(table, row + 1);
    // A row that is sent is alive: a resource made again under a known id takes its old slot.
    table.dead[row] = 0;
    if (isDelta) table.changed.add(row);
  }
  for (const [column, cells] of Object.entries(message.columns)) {
    const target = table.text[column];
    const numeric = table.codes[column] ?? table.numbers[column];
    for (let index = 0; index < count; index++) {
      const cell = cells[index];
      if (typeof cell === 'string') {
        if (target) target[rowAt(index)] = cell;
      } else if (typeof cell === 'number' && numeric) numeric[rowAt(index)] = cell;
    }
  }
}

/**
 * Applies messages of one stream, in order, to a table in place. A header of another epoch, or with `since` 0,
 * starts the table over. `version` moves only at the end of a stream: a stream that breaks off is asked for again.
 */
export function applyMessages<T extends TableName>(
  table: ClientTable<T>,
  messages: readonly TableMessage[],
): void {
  for (const message of messages) {
    switch (message.kind) {
      case 'header':
        if (message.since === 0 || message.epoch !== table.epoch) clear(table);
        table.epoch = message.epoch;
        table.changed = new Set();
        grow(table, message.rows);
        break;
      case 'dictionary': {
        const values = table.dictionaries[message.column];
        if (values) values.splice(message.from, values.length, ...message.values);
        break;
      }
      case 'rows':
        applyRows(table, message, table.complete);
        break;
      case 'dead':
        for (const row of message.at) {
          grow(table, row + 1);
          table.dead[row] = 1;
          table.changed.delete(row);
        }
        break;
      case 'progress':
        break;
      case 'end':
        table.version = message.version;
        table.complete = true;
        break;
      default:
        message satisfies never;
    }
  }
  if (messages.length > 0) table.revision += 1;
}
