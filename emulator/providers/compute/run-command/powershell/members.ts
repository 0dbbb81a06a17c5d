import { Failure } from './failure.ts';
import { PowerShellUnknown } from './tokens.ts';
import { isList, Native, numberOf, Table, textOf, type Value } from './values.ts';

/** A property; null where there is none, as without strict mode. */
export function memberOf(of: Value, name: string): Value {
  const lower = name.toLowerCase();
  if (of === null) return null;
  if (of instanceof Native) return of.get(lower);
  if (of instanceof Table) {
    if (of.has(name)) return of.get(name);
    if (lower === 'keys') return of.entries.map((entry) => entry.name);
    if (lower === 'values') return of.entries.map(({ value }) => value);
    return lower === 'count' ? of.entries.length : null;
  }
  if (typeof of === 'string' || of instanceof Uint8Array) return lower === 'length' ? of.length : null;
  if (isList(of)) {
    if (lower === 'length' || lower === 'count') return of.length;
    return of.map((one) => memberOf(one, name));
  }
  return null;
}

export function setMember(of: Value, name: string, value: Value): void {
  if (of instanceof Native) of.set(name.toLowerCase(), value);
  else if (of instanceof Table) of.set(name, value);
  else throw new PowerShellUnknown(`setting .${name}`);
}

export function indexOf(of: Value, index: Value): Value {
  if (of === null) return null;
  if (of instanceof Native) return of.get(textOf(index).toLowerCase());
  if (of instanceof Table) return of.get(textOf(index));
  const at = numberOf(index);
  if (typeof of === 'string') return of.at(at) ?? null;
  if (isList(of) || of instanceof Uint8Array) return of.at(at) ?? null;
  return null;
}

function padded(text: string, args: readonly Value[], left: boolean): string {
  const width = numberOf(args[0] ?? null);
  const fill = textOf(args[1] ?? ' ');
  return left ? text.padStart(width, fill) : text.padEnd(width, fill);
}

function part(text: string, args: readonly Value[]): string {
  const from = numberOf(args[0] ?? 0);
  const to = args.length > 1 ? from + numberOf(args[1] ?? 0) : text.length;
  if (from < 0 || to < from || to > text.length)
    throw new Failure('Index and length must refer to a location within the string.');
  return text.slice(from, to);
}

/** Methods of text: https://learn.microsoft.com/dotnet/api/system.string */
function ofText(text: string, name: string, args: readonly Value[]): Value {
  const first = textOf(args[0] ?? null);
  switch (name) {
    case 'replace':
      return text.replaceAll(first, textOf(args[1] ?? null));
    case 'split':
      return text.split(first);
    case 'substring':
      return part(text, args);
    case 'trim':
      return text.trim();
    case 'trimend':
      return args.length === 0
        ? text.trimEnd()
        : text.replace(new RegExp(`[${first.replaceAll(/[\]\\^-]/g, '\\$&')}]+$`), '');
    case 'startswith':
      return text.startsWith(first);
    case 'endswith':
      return text.endsWith(first);
    case 'contains':
      return text.includes(first);
    case 'indexof':
      return text.indexOf(first);
    case 'tolower':
      return text.toLowerCase();
    case 'toupper':
      return text.toUpperCase();
    case 'padright':
      return padded(text, args, false);
    case 'padleft':
      return padded(text, args, true);
    default:
      throw new PowerShellUnknown(`String.${name}()`);
  }
}

/** A method of what a script holds. */
export async function callMethod(of: Value, name: string, args: readonly Value[]): Promise<Value> {
  const lower = name.toLowerCase();
  if (of instanceof Native) return of.call(lower, args);
  if (lower === 'tostring') return textOf(of);
  if (of instanceof Table) {
    if (lower === 'containskey') return of.has(textOf(args[0] ?? null));
    if (lower === 'add') {
      of.set(textOf(args[0] ?? null), args[1] ?? null);
      return null;
    }
  }
  if (typeof of === 'string') return ofText(of, lower, args);
  throw new PowerShellUnknown(`.${name}()`);
}
