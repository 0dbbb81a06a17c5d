import type { ProgramResult } from './curl.ts';

export function ok(stdout: string): ProgramResult {
  return { stdout, stderr: '', status: 0 };
}

export function refuse(program: string, problem: string): ProgramResult {
  return { stdout: '', stderr: `${program}: ${problem} is not available here\n`, status: 2 };
}

/** Lines, each changed, with the last line's end as it was. */
function byLine(text: string, change: (line: string, at: number, last: boolean) => string): string {
  if (text === '') return '';
  const ends = text.endsWith('\n');
  const lines = (ends ? text.slice(0, -1) : text).split('\n');
  const changed = lines.map((line, at) => change(line, at + 1, at === lines.length - 1)).join('\n');
  return ends ? `${changed}\n` : changed;
}

export function printf([format = '', ...args]: readonly string[]): ProgramResult {
  const escaped = format.replaceAll(/\\([\\ntr"])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === 'r' ? '\r' : letter,
  );
  let left = [...args];
  let written = '';
  // The format is used again as long as there are arguments.
  do {
    const before = left.length;
    written += escaped.replaceAll(/%[sd]|%%/g, (what) => (what === '%%' ? '%' : (left.shift() ?? '')));
    if (left.length === before) left = [];
  } while (left.length > 0);
  return ok(written);
}

export function head(args: readonly string[], stdin: string): ProgramResult {
  const text = args.join(' ');
  const [, unit = 'n', count = ''] = /^-(?:(c|n)\s*)?(\d+)$/.exec(text) ?? [];
  if (args.length > 0 && count === '') return refuse('head', `'${text}'`);
  if (unit === 'c') return ok(Buffer.from(stdin).subarray(0, Number(count)).toString('utf8'));
  const lines = stdin.split('\n').slice(0, count === '' ? 10 : Number(count));
  return ok(`${lines.join('\n').replace(/\n$/, '')}\n`);
}

export function cut(args: readonly string[], stdin: string): ProgramResult {
  const text = args.join(' ');
  const [, from, to] = /^-[cb] ?(\d+)-(\d*)$/.exec(text) ?? [];
  if (from !== undefined) {
    const end = to === '' || to === undefined ? undefined : Number(to);
    return ok(withEnd(byLine(stdin, (line) => line.slice(Number(from) - 1, end))));
  }
  const [, delimiter, field] = /^-d ?(.) -f ?(\d+)$/.exec(text) ?? [];
  if (delimiter === undefined) return refuse('cut', `'${text}'`);
  return ok(
    withEnd(
      byLine(stdin, (line) =>
        line.includes(delimiter) ? (line.split(delimiter)[Number(field) - 1] ?? '') : line,
      ),
    ),
  );
}

/** cut ends every line, also one that came without an end. */
function withEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

export function base64(args: readonly string[], stdin: string): ProgramResult {
  if (args[0] === '-d' || args[0] === '--decode') return ok(Buffer.from(stdin, 'base64').toString('utf8'));
  if (args.length > 0 && args[0] !== '-w0') return refuse('base64', `'${args.join(' ')}'`);
  return ok(`${Buffer.from(stdin).toString('base64')}\n`);
}

/** The letters of one of tr's sets, with escapes, ranges, and the class of printable letters. */
function lettersOf(set: string): string[] {
  const plain = set
    .replaceAll('\\n', '\n')
    .replaceAll('\\r', '\r')
    .replaceAll('\\t', '\t')
    .replaceAll('\\\\', '\\')
    .replaceAll('[:print:]', '\u0020-\u007e');
  const letters: string[] = [];
  const all = [...plain];
  for (let at = 0; at < all.length; at += 1) {
    const [from = '', dash, to] = all.slice(at, at + 3);
    if (dash === '-' && to !== undefined) {
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1)
        letters.push(String.fromCharCode(code));
      at += 2;
    } else letters.push(from);
  }
  return letters;
}

export function tr(args: readonly string[], stdin: string): ProgramResult {
  const flags = new Set(
    args.filter((argument) => /^-[cd]+$/.test(argument)).flatMap((flag) => [...flag.slice(1)]),
  );
  const sets = args.filter((argument) => !/^-[cd]+$/.test(argument));
  const [first, second] = sets;
  const deletes = flags.has('d');
  if (first === undefined || sets.length !== (deletes ? 1 : 2)) return refuse('tr', `'${args.join(' ')}'`);
  const from = lettersOf(first);
  const to = lettersOf(second ?? '');
  const known = new Set(from);
  const isMeant = (letter: string) => known.has(letter) !== flags.has('c');
  if (deletes) return ok([...stdin].filter((letter) => !isMeant(letter)).join(''));
  const last = to.at(-1) ?? '';
  return ok(
    [...stdin]
      .map((letter) => {
        if (!isMeant(letter)) return letter;
        return flags.has('c') ? last : (to[from.indexOf(letter)] ?? last);
      })
      .join(''),
  );
}

/** A basic regular expression of POSIX as one of JavaScript; undefined for what has no place here. */
function basicPattern(source: string): RegExp | undefined {
  let pattern = '';
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] ?? '';
    const next = source[at + 1] ?? '';
    if (letter === '\\') {
      at += 1;
      // What is escaped in a basic expression has its meaning, and the other way round.
      pattern += /[(){}|+?]/.test(next) ? next : next === 'n' ? '\\n' : `\\${next}`;
    } else if (letter === '[') {
      const inside = /^\[\^?\]?[^\]]*\]/.exec(source.slice(at))?.[0];
      if (inside === undefined) return undefined;
      pattern += inside.replaceAll('\\', '\\\\');
      at += inside.length - 1;
    } else pattern += /[(){}|+?]/.test(letter) ? `\\${letter}` : letter;
  }
  try {
    return new RegExp(pattern, 'g');
  } catch {
    return undefined;
  }
}

interface Substitution {
  readonly pattern: RegExp;
  readonly to: string;
  readonly everywhere: boolean;
  readonly prints: boolean;
}

function substitutions(program: string): Substitution[] | undefined {
  const found: Substitution[] = [];
  let rest = program.trim();
  while (rest !== '') {
    const mark = rest[1] ?? '';
    if (rest[0] !== 's' || !/[^\w\s\\]/.test(mark)) return undefined;
    const parts: string[] = [''];
    let at = 2;
    for (; at < rest.length && parts.length < 3; at += 1) {
      const letter = rest[at] ?? '';
      if (letter === '\\' && rest[at + 1] === mark) parts[parts.length - 1] += rest[++at] ?? '';
      else if (letter === '\\') parts[parts.length - 1] += letter + (rest[++at] ?? '');
      else if (letter === mark) parts.push('');
      else parts[parts.length - 1] += letter;
    }
    const flags = /^[gp]*/.exec(rest.slice(at))?.[0] ?? '';
    const pattern = basicPattern(parts[0] ?? '');
    if (parts.length !== 3 || pattern === undefined) return undefined;
    const to = (parts[1] ?? '')
      .replaceAll('$', '$$$$')
      .replaceAll(/\\(\d)/g, '$$$1')
      .replaceAll(/\\(.)/g, '$1');
    found.push({ pattern, to, everywhere: flags.includes('g'), prints: flags.includes('p') });
    rest = rest.slice(at + flags.length).replace(/^[\s;]+/, '');
  }
  return found;
}

/** `sed` with substitutions: `s/…/…/gp`, several of them, -n and -e. */
export function sed(args: readonly string[], stdin: string): ProgramResult {
  const quiet = args.includes('-n');
  const programs = args.filter((argument) => argument !== '-n' && argument !== '-e');
  const steps = substitutions(programs.join('\n'));
  if (steps === undefined || programs.length === 0) return refuse('sed', `'${programs.join(' ')}'`);
  const ends = stdin.endsWith('\n');
  const written: string[] = [];
  for (const line of stdin === '' ? [] : stdin.replace(/\n$/, '').split('\n')) {
    let text = line;
    for (const { pattern, to, everywhere, prints } of steps) {
      const once = everywhere ? pattern : new RegExp(pattern.source);
      if (!new RegExp(pattern.source).test(text)) continue;
      text = text.replace(once, to);
      if (prints) written.push(text);
    }
    if (!quiet) written.push(text);
  }
  const text = written.join('\n');
  return ok(written.length > 0 && ends ? `${text}\n` : text);
}
