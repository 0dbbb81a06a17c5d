import { graphErrors } from './graph-error.ts';
import type { DirectoryObject } from './graph-wire.ts';

type Test = (object: DirectoryObject) => boolean;

const text = "'((?:[^']|'')*)'";
const equals = new RegExp(`^(\\w+) (eq|ne) (?:${text}|(true|false|null))$`, 'i');
const startsWith = new RegExp(`^startswith\\( *(\\w+) *, *${text} *\\)$`, 'i');
const contains = new RegExp(`^(\\w+)/any\\( *(\\w+) *: *\\2 eq ${text} *\\)$`, 'i');
const oneOf = new RegExp(`^(\\w+) in \\( *(${text}(?: *, *${text})*) *\\)$`, 'i');

function unquote(value: string | undefined): string {
  return (value ?? '').replaceAll("''", "'").toLowerCase();
}

function lower(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : String(value);
}

/** Splits at a word outside of quotes and parentheses. */
function split(filter: string, word: 'and' | 'or'): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  const separator = ` ${word} `;
  for (let at = 0; at < filter.length; at += 1) {
    const character = filter[at];
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0 && filter.slice(at, at + separator.length).toLowerCase() === separator) {
      parts.push(filter.slice(start, at));
      start = at + separator.length;
      at = start - 1;
    }
  }
  return [...parts, filter.slice(start)].map((part) => part.trim());
}

function clause(source: string): Test {
  const equal = equals.exec(source);
  if (equal) {
    const [, name = '', operator = '', quotedValue, literal] = equal;
    const expected = literal?.toLowerCase() ?? unquote(quotedValue);
    const same: Test = (object) => lower(object[name] ?? null) === expected;
    return operator.toLowerCase() === 'eq' ? same : (object) => !same(object);
  }
  const start = startsWith.exec(source);
  if (start) {
    const [, name = '', value] = start;
    return (object) => lower(object[name] ?? '').startsWith(unquote(value));
  }
  const any = contains.exec(source);
  if (any) {
    const [, name = '', , value] = any;
    return (object) => {
      const list = object[name];
      return Array.isArray(list) && list.some((item) => lower(item) === unquote(value));
    };
  }
  const list = oneOf.exec(source);
  if (list) {
    const [, name = '', values = ''] = list;
    const expected = new Set([...values.matchAll(new RegExp(text, 'g'))].map((match) => unquote(match[1])));
    return (object) => expected.has(lower(object[name] ?? ''));
  }
  throw graphErrors.badFilter(source.slice(0, 200));
}

/**
 * Compiles the part of OData `$filter` that directory clients use: eq, ne, in, startswith, `x/any(c:c eq 'v')`, joined
 * by and / or without further parentheses. Comparisons ignore case, as the directory's do. Throws Request_UnsupportedQuery.
 */
export function compileFilter(filter: string): Test {
  const alternatives = split(filter, 'or').map((alternative) => split(alternative, 'and').map(clause));
  return (object) => alternatives.some((tests) => tests.every((test) => test(object)));
}

/** The value of `name eq 'value'` when that is all of the filter: such look-ups are answered from an index. */
export function onlyEquality(filter: string): { name: string; value: string } | undefined {
  const equal = equals.exec(filter.trim()) ?? undefined;
  const any = contains.exec(filter.trim());
  if (any) return { name: any[1] ?? '', value: unquote(any[3]) };
  if (equal?.[2]?.toLowerCase() !== 'eq' || equal[3] === undefined) return undefined;
  return { name: equal[1] ?? '', value: unquote(equal[3]) };
}
