import { templateGuid, uniqueString } from './hash-functions.ts';
import type { Json } from './json.ts';
import { integer, optional, type PureFunction, pure, text, texts } from './pure-function.ts';
import { badArguments } from './template-error.ts';

/** .NET's composite formatting as far as templates use it: `{0}`, `{1:N2}` is taken without its format. */
function format(name: string, args: readonly Json[]): string {
  return text(name, args[0]).replaceAll(/\{\{|\}\}|\{(\d+)(?:,-?\d+)?(?::[^}]*)?\}/g, (whole, index) => {
    if (whole === '{{') return '{';
    if (whole === '}}') return '}';
    const value = args[Number(index) + 1];
    if (value === undefined) {
      throw badArguments(name, `the format refers to argument '${index}', which is not given`);
    }
    return toText(value);
  });
}

/** A value as the function `string` writes it. */
export function toText(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}

function substring(name: string, args: readonly Json[]): string {
  const source = text(name, args[0]);
  const start = integer(name, args[1]);
  const length = args[2] === undefined ? source.length - start : integer(name, args[2]);
  if (start < 0 || length < 0 || start + length > source.length) {
    throw badArguments(name, 'the index and length parameters must refer to a location within the string');
  }
  return source.slice(start, start + length);
}

function split(name: string, args: readonly Json[]): string[] {
  const delimiters = typeof args[1] === 'string' ? [args[1]] : texts(name, args[1]);
  let parts = [text(name, args[0])];
  for (const delimiter of delimiters) parts = parts.flatMap((part) => part.split(delimiter));
  return parts;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string */
export const stringFunctions: Readonly<Record<string, PureFunction>> = {
  base64: pure(1, 1, (name, args) => Buffer.from(text(name, args[0]), 'utf8').toString('base64')),
  base64ToString: pure(1, 1, (name, args) => Buffer.from(text(name, args[0]), 'base64').toString('utf8')),
  endsWith: pure(2, 2, (name, args) =>
    text(name, args[0]).toLowerCase().endsWith(text(name, args[1]).toLowerCase()),
  ),
  format: pure(1, Number.POSITIVE_INFINITY, format),
  guid: pure(1, Number.POSITIVE_INFINITY, (name, args) =>
    templateGuid(args.map((value) => text(name, value))),
  ),
  indexOf: pure(2, 2, (name, args) =>
    Array.isArray(args[0])
      ? args[0].indexOf(args[1] ?? null)
      : text(name, args[0]).toLowerCase().indexOf(text(name, args[1]).toLowerCase()),
  ),
  join: pure(2, 2, (name, args) => {
    if (!Array.isArray(args[0])) throw badArguments(name, 'the first argument must be an array');
    return args[0].map(toText).join(text(name, args[1]));
  }),
  lastIndexOf: pure(2, 2, (name, args) =>
    Array.isArray(args[0])
      ? args[0].lastIndexOf(args[1] ?? null)
      : text(name, args[0]).toLowerCase().lastIndexOf(text(name, args[1]).toLowerCase()),
  ),
  padLeft: pure(2, 3, (name, args) =>
    toText(args[0] ?? '').padStart(
      integer(name, args[1]),
      optional(args[2], (value) => text(name, value)) ?? ' ',
    ),
  ),
  replace: pure(3, 3, (name, args) =>
    text(name, args[0]).replaceAll(text(name, args[1]), () => text(name, args[2])),
  ),
  split: pure(2, 2, split),
  startsWith: pure(2, 2, (name, args) =>
    text(name, args[0]).toLowerCase().startsWith(text(name, args[1]).toLowerCase()),
  ),
  string: pure(1, 1, (_name, args) => toText(args[0] ?? null)),
  substring: pure(2, 3, substring),
  toLower: pure(1, 1, (name, args) => text(name, args[0]).toLowerCase()),
  toUpper: pure(1, 1, (name, args) => text(name, args[0]).toUpperCase()),
  trim: pure(1, 1, (name, args) => text(name, args[0]).trim()),
  uniqueString: pure(1, Number.POSITIVE_INFINITY, (name, args) =>
    uniqueString(args.map((value) => text(name, value))),
  ),
  uri: pure(2, 2, (name, args) => new URL(text(name, args[1]), text(name, args[0])).href),
  uriComponent: pure(1, 1, (name, args) => encodeURIComponent(text(name, args[0]))),
  uriComponentToString: pure(1, 1, (name, args) => decodeURIComponent(text(name, args[0]))),
};
