import { equalJson, isObject, type Json, type JsonObject, jsonSchema, property } from './json.ts';
import { boolean, integer, list, type PureFunction, pure, text } from './pure-function.ts';
import { stringFunctions, toText } from './string-functions.ts';
import { badArguments } from './template-error.ts';

const many = Number.POSITIVE_INFINITY;

function concat(name: string, args: readonly Json[]): Json {
  if (Array.isArray(args[0])) return args.flatMap((value) => list(name, value));
  return args
    .map((value) => {
      if (Array.isArray(value) || isObject(value)) {
        throw badArguments(name, 'all arguments must be strings, numbers and booleans, or all arrays');
      }
      return value === null ? '' : toText(value);
    })
    .join('');
}

function contains(name: string, args: readonly Json[]): boolean {
  const [container, item] = args;
  if (typeof container === 'string') return container.includes(toText(item ?? ''));
  if (Array.isArray(container)) return container.some((entry) => equalJson(entry, item));
  if (isObject(container)) return property(container, text(name, item)) !== undefined;
  throw badArguments(name, 'the first argument must be an array, an object or a string');
}

function lengthOf(name: string, value: Json | undefined): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  throw badArguments(name, 'the argument must be an array, an object or a string');
}

/** Deep, the later object wins; arrays are united without doubles. */
function union(name: string, args: readonly Json[]): Json {
  const [first] = args;
  if (Array.isArray(first)) {
    const all = args.flatMap((value) => list(name, value));
    return all.filter((entry, index) => all.findIndex((other) => equalJson(other, entry)) === index);
  }
  return args.map((value) => objectOf(name, value)).reduce(merge, {});
}

function merge(left: JsonObject, right: JsonObject): JsonObject {
  const merged: JsonObject = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const old = merged[key];
    merged[key] = isObject(old) && isObject(value) ? merge(old, value) : value;
  }
  return merged;
}

function objectOf(name: string, value: Json | undefined): JsonObject {
  if (!isObject(value)) throw badArguments(name, 'the argument must be an object');
  return value;
}

function intersection(name: string, args: readonly Json[]): Json {
  const [first, ...others] = args;
  if (Array.isArray(first)) {
    return first.filter((entry) =>
      others.every((other) => list(name, other).some((candidate) => equalJson(candidate, entry))),
    );
  }
  return Object.fromEntries(
    Object.entries(objectOf(name, first)).filter(([key, value]) =>
      others.every((other) => equalJson(objectOf(name, other)[key], value)),
    ),
  );
}

function toInteger(name: string, value: Json | undefined): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  return integer(name, number);
}

function toBoolean(name: string, value: Json | undefined): boolean {
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return boolean(name, value);
}

function parseJson(name: string, value: Json | undefined): Json {
  try {
    return jsonSchema.parse(JSON.parse(text(name, value)));
  } catch {
    throw badArguments(name, 'the argument is not valid JSON');
  }
}

function compare(name: string, args: readonly Json[]): number {
  const [left, right] = args;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const a = text(name, left);
  const b = text(name, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

function numbers(name: string, args: readonly Json[]): number[] {
  const values = Array.isArray(args[0]) ? args[0] : args;
  return values.map((value) => integer(name, value));
}

function divide(name: string, args: readonly Json[]): [number, number] {
  const divisor = integer(name, args[1]);
  if (divisor === 0) throw badArguments(name, 'division by zero');
  return [integer(name, args[0]), divisor];
}

/** First or last entries of an array, or characters of a string. */
function slice(name: string, value: Json | undefined, from: number, to?: number): Json {
  return Array.isArray(value) ? value.slice(from, to) : text(name, value).slice(from, to);
}

function isEmpty(name: string, value: Json | undefined): boolean {
  return value === null || value === undefined || lengthOf(name, value) === 0;
}

/** Every pure function of the template language that is supported, by its name in Azure's casing. */
export const pureFunctions: Readonly<Record<string, PureFunction>> = {
  ...stringFunctions,
  add: pure(2, 2, (name, args) => integer(name, args[0]) + integer(name, args[1])),
  array: pure(1, 1, (_name, args) => (Array.isArray(args[0]) ? args[0] : [args[0] ?? null])),
  base64ToJson: pure(1, 1, (name, args) =>
    parseJson(name, Buffer.from(text(name, args[0]), 'base64').toString('utf8')),
  ),
  bool: pure(1, 1, (name, args) => toBoolean(name, args[0])),
  concat: pure(1, many, concat),
  contains: pure(2, 2, contains),
  createArray: pure(0, many, (_name, args) => [...args]),
  createObject: pure(0, many, (name, args) => {
    if (args.length % 2 === 1) throw badArguments(name, 'it takes pairs of a key and a value');
    const made: JsonObject = {};
    for (let at = 0; at < args.length; at += 2) made[text(name, args[at])] = args[at + 1] ?? null;
    return made;
  }),
  div: pure(2, 2, (name, args) => {
    const [dividend, divisor] = divide(name, args);
    return Math.trunc(dividend / divisor);
  }),
  empty: pure(1, 1, (name, args) => isEmpty(name, args[0])),
  equals: pure(2, 2, (_name, args) => equalJson(args[0], args[1])),
  false: pure(0, 0, () => false),
  first: pure(1, 1, (name, args) =>
    Array.isArray(args[0]) ? (args[0][0] ?? null) : text(name, args[0]).slice(0, 1),
  ),
  greater: pure(2, 2, (name, args) => compare(name, args) > 0),
  greaterOrEquals: pure(2, 2, (name, args) => compare(name, args) >= 0),
  int: pure(1, 1, (name, args) => toInteger(name, args[0])),
  intersection: pure(2, many, intersection),
  items: pure(1, 1, (name, args) =>
    Object.entries(objectOf(name, args[0]))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => ({ key, value })),
  ),
  json: pure(1, 1, (name, args) => parseJson(name, args[0])),
  last: pure(1, 1, (name, args) =>
    Array.isArray(args[0]) ? (args[0].at(-1) ?? null) : text(name, args[0]).slice(-1),
  ),
  length: pure(1, 1, (name, args) => lengthOf(name, args[0])),
  less: pure(2, 2, (name, args) => compare(name, args) < 0),
  lessOrEquals: pure(2, 2, (name, args) => compare(name, args) <= 0),
  max: pure(1, many, (name, args) => Math.max(...numbers(name, args))),
  min: pure(1, many, (name, args) => Math.min(...numbers(name, args))),
  mod: pure(2, 2, (name, args) => {
    const [dividend, divisor] = divide(name, args);
    return dividend % divisor;
  }),
  mul: pure(2, 2, (name, args) => integer(name, args[0]) * integer(name, args[1])),
  not: pure(1, 1, (name, args) => !boolean(name, args[0])),
  null: pure(0, 0, () => null),
  objectKeys: pure(1, 1, (name, args) => Object.keys(objectOf(name, args[0])).sort()),
  range: pure(2, 2, (name, args) => {
    const start = integer(name, args[0]);
    const count = integer(name, args[1]);
    if (count < 0 || count > 10_000) throw badArguments(name, 'the count must be between 0 and 10000');
    return Array.from({ length: count }, (_, index) => start + index);
  }),
  skip: pure(2, 2, (name, args) => slice(name, args[0], Math.max(0, integer(name, args[1])))),
  sub: pure(2, 2, (name, args) => integer(name, args[0]) - integer(name, args[1])),
  take: pure(2, 2, (name, args) => slice(name, args[0], 0, Math.max(0, integer(name, args[1])))),
  true: pure(0, 0, () => true),
  union: pure(1, many, union),
};
