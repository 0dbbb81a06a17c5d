import type { Json } from './json.ts';
import { badArguments } from './template-error.ts';

/** A function whose result depends on its arguments alone. */
export interface PureFunction {
  readonly minimum: number;
  readonly maximum: number;
  readonly call: (name: string, args: readonly Json[]) => Json;
}

export function pure(minimum: number, maximum: number, call: PureFunction['call']): PureFunction {
  return { minimum, maximum, call };
}

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return 'Null';
  if (Array.isArray(value)) return 'Array';
  const kind = typeof value;
  return kind === 'number' ? 'Integer' : kind.charAt(0).toUpperCase() + kind.slice(1);
}

function expected(name: string, what: string, value: Json | undefined): Error {
  return badArguments(name, `an argument must be of type '${what}', but is of type '${kindOf(value)}'`);
}

export function text(name: string, value: Json | undefined): string {
  if (typeof value !== 'string') throw expected(name, 'String', value);
  return value;
}

export function integer(name: string, value: Json | undefined): number {
  if (typeof value !== 'number') throw expected(name, 'Integer', value);
  return value;
}

export function boolean(name: string, value: Json | undefined): boolean {
  if (typeof value !== 'boolean') throw expected(name, 'Boolean', value);
  return value;
}

export function list(name: string, value: Json | undefined): Json[] {
  if (!Array.isArray(value)) throw expected(name, 'Array', value);
  return value;
}

export function texts(name: string, value: Json | undefined): string[] {
  return list(name, value).map((entry) => text(name, entry));
}

export function optional<Result>(value: Json | undefined, read: (value: Json) => Result): Result | undefined {
  return value === undefined ? undefined : read(value);
}

/** Calls the function after counting its arguments as Azure does. */
export function callPure(
  name: string,
  { minimum, maximum, call }: PureFunction,
  args: readonly Json[],
): Json {
  if (args.length < minimum || args.length > maximum) {
    throw badArguments(
      name,
      `it takes ${minimum === maximum ? minimum : `${minimum} or more`} argument(s), but has ${args.length}`,
    );
  }
  return call(name, args);
}
