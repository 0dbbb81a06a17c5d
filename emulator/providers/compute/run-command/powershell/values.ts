import { Failure } from './failure.ts';
import { PowerShellUnknown } from './tokens.ts';

/** Something of .NET that a script holds. Names come in lower case. */
export abstract class Native {
  abstract readonly type: string;
  get(_name: string): Value {
    return null;
  }
  set(name: string, _value: Value): void {
    throw new PowerShellUnknown(`${this.type}.${name}`);
  }
  async call(name: string, _args: readonly Value[]): Promise<Value> {
    throw new PowerShellUnknown(`${this.type}.${name}()`);
  }
}

/** A hash table, or an object that JSON was made into: names in any casing, in the order in which they came. */
export class Table {
  readonly #entries = new Map<string, { name: string; value: Value }>();

  get(name: string): Value {
    return this.#entries.get(name.toLowerCase())?.value ?? null;
  }
  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }
  set(name: string, value: Value): void {
    const known = this.#entries.get(name.toLowerCase());
    this.#entries.set(name.toLowerCase(), { name: known?.name ?? name, value });
  }
  get entries(): readonly { readonly name: string; readonly value: Value }[] {
    return [...this.#entries.values()];
  }
}

export type Value = null | boolean | number | string | Native | Table | Uint8Array | readonly Value[];

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A value as text, as PowerShell puts it into a string. */
export function textOf(value: Value): string {
  if (value === null) return '';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (isList(value)) return value.map(textOf).join(' ');
  if (value instanceof Uint8Array) return [...value].join(' ');
  if (value instanceof Table)
    return `@{${value.entries.map(({ name, value: one }) => `${name}=${textOf(one)}`).join('; ')}}`;
  if (value instanceof Native) return value.type;
  return String(value);
}

export function isTrue(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return false;
  if (isList(value)) return value.length > 1 || (value.length === 1 && isTrue(value[0] ?? null));
  return true;
}

export function numberOf(value: Value): number {
  if (value === true) return 1;
  if (value === null || value === false) return 0;
  const number = Number(textOf(value));
  if (Number.isNaN(number))
    throw new Failure(`Cannot convert value "${textOf(value)}" to type "System.Int32".`);
  return number;
}

/** What a pipeline gave, as one value: nothing, the one, or the list. */
export function collected(values: readonly Value[]): Value {
  return values.length === 0 ? null : values.length === 1 ? (values[0] ?? null) : values;
}

/** A value as a list, as foreach and pipelines take it. */
export function each(value: Value): readonly Value[] {
  return value === null ? [] : isList(value) ? value : [value];
}

/** Converts to one of the types scripts name. */
export function convert(value: Value, type: string): Value {
  switch (type.toLowerCase().replace(/^system\./, '')) {
    case '':
    case 'object':
    case 'hashtable':
      return value;
    case 'string':
      return textOf(value);
    case 'int':
    case 'int32':
    case 'long':
    case 'int64':
    case 'double': {
      const number = numberOf(value);
      return type.toLowerCase() === 'double' ? number : Math.round(number);
    }
    case 'bool':
    case 'boolean':
    case 'switch':
      return isTrue(value);
    case 'array':
    case 'string[]':
      return each(value);
    case 'void':
      return null;
    default:
      throw new PowerShellUnknown(`[${type}]`);
  }
}

/** JSON as PowerShell holds it. */
export function fromJson(value: unknown): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (Array.isArray(value)) return value.map(fromJson);
  const table = new Table();
  if (typeof value === 'object')
    for (const [name, one] of Object.entries(value ?? {})) table.set(name, fromJson(one));
  return table;
}

export function toJson(value: Value): unknown {
  if (value instanceof Table)
    return Object.fromEntries(value.entries.map(({ name, value: one }) => [name, toJson(one)]));
  if (isList(value)) return value.map(toJson);
  return value instanceof Native || value instanceof Uint8Array ? textOf(value) : value;
}
