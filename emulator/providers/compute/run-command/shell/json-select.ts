import type { ProgramResult } from './curl.ts';

const stepPattern = /^(?:\.?\["([^"]*)"\]|\.([A-Za-z_][\w]*)|\.?\[(\d*)\]|\.)/;

function child(value: unknown, key: string): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error(`Cannot index with "${key}"`);
  const entry = Object.entries(value).find(([name]) => name === key);
  return entry ? entry[1] : null;
}

/** Values a path like `.value[0].name`, `.value[].id` or `["a"]["b"]` leads to. */
function follow(values: readonly unknown[], path: string): unknown[] {
  let found = [...values];
  let rest = path.trim();
  while (rest !== '') {
    const match = stepPattern.exec(rest);
    if (!match) throw new Error(`the filter '${rest}' is not available here`);
    const [whole, quoted, name, index] = match;
    const key = quoted ?? name;
    if (key !== undefined) found = found.map((value) => child(value, key));
    else if (index === '') {
      found = found.flatMap((value) => {
        if (typeof value !== 'object' || value === null) throw new Error('Cannot iterate over it');
        return Object.values(value);
      });
    } else if (index !== undefined) {
      found = found.map((value) =>
        Array.isArray(value) ? (value[Number(index)] ?? null) : child(value, index),
      );
    }
    rest = rest.slice(whole.length);
  }
  return found;
}

function apply(values: readonly unknown[], filter: string): unknown[] {
  const name = filter.trim();
  if (name === 'keys')
    return values.map((value) => Object.keys(typeof value === 'object' ? (value ?? {}) : {}).sort());
  if (name === 'length')
    return values.map((value) => Object.keys(typeof value === 'object' ? (value ?? {}) : {}).length);
  return follow(values, name);
}

/** Selects from JSON text. `raw` prints strings without quotes. */
export function select(text: string, filter: string, raw: boolean, compact = false): ProgramResult {
  try {
    const parsed: unknown = JSON.parse(text);
    const values = filter.split('|').reduce<unknown[]>(apply, [parsed]);
    const lines = values.map((value) =>
      raw && typeof value === 'string' ? value : JSON.stringify(value, null, compact ? 0 : 2),
    );
    return { stdout: lines.map((line) => `${line}\n`).join(''), stderr: '', status: 0 };
  } catch (error) {
    return { stdout: '', stderr: `jq: error: ${error instanceof Error ? error.message : ''}\n`, status: 5 };
  }
}

/** `jq` with paths, `.[]`, `keys`, `length` and pipes; https://jqlang.github.io/jq/manual */
export function jq(args: readonly string[], stdin: string): ProgramResult {
  const flags = args
    .filter((argument) => /^-[rcje]+$|^--(raw-output|compact-output)$/.test(argument))
    .join('');
  const [filter = '.', ...more] = args.filter((argument) => !argument.startsWith('-'));
  if (more.length > 0) return { stdout: '', stderr: 'jq: files are not available here\n', status: 2 };
  return select(stdin, filter, /r|j/.test(flags), /c/.test(flags.replace('raw-output', '')));
}
