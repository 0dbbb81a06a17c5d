import { curl, type Fetch, type ProgramResult } from './curl.ts';
import { jq, select } from './json-select.ts';

/** A program of the emulated machine: a function of its arguments, its input and the network. */
export type Program = (
  args: readonly string[],
  stdin: string,
  fetch: Fetch,
) => ProgramResult | Promise<ProgramResult>;

function ok(stdout: string): ProgramResult {
  return { stdout, stderr: '', status: 0 };
}

function refuse(program: string, problem: string): ProgramResult {
  return { stdout: '', stderr: `${program}: ${problem} is not available here\n`, status: 2 };
}

function echo(args: readonly string[]): ProgramResult {
  const [first, ...rest] = args;
  if (first === '-n') return ok(rest.join(' '));
  if (first === '-e') return ok(`${rest.join(' ').replaceAll('\\n', '\n').replaceAll('\\t', '\t')}\n`);
  return ok(`${args.join(' ')}\n`);
}

function printf([format = '', ...args]: readonly string[]): ProgramResult {
  let at = 0;
  const filled = format.replaceAll(/%[sd]|%%/g, (what) => {
    if (what === '%%') return '%';
    at += 1;
    return args[at - 1] ?? '';
  });
  return ok(filled.replaceAll('\\n', '\n').replaceAll('\\t', '\t'));
}

function head(args: readonly string[], stdin: string): ProgramResult {
  const text = args.join(' ');
  const [, unit = 'n', count = ''] = /^-(?:(c|n)\s*)?(\d+)$/.exec(text) ?? [];
  if (args.length > 0 && count === '') return refuse('head', `'${text}'`);
  if (unit === 'c') return ok(Buffer.from(stdin).subarray(0, Number(count)).toString('utf8'));
  const lines = stdin.split('\n').slice(0, count === '' ? 10 : Number(count));
  return ok(`${lines.join('\n').replace(/\n$/, '')}\n`);
}

function cut(args: readonly string[], stdin: string): ProgramResult {
  const [, delimiter, field] = /^-d\s*(.) -f\s*(\d+)$/.exec(args.join(' ')) ?? [];
  if (delimiter === undefined) return refuse('cut', `'${args.join(' ')}'`);
  const lines = stdin.replace(/\n$/, '').split('\n');
  return ok(`${lines.map((line) => line.split(delimiter)[Number(field) - 1] ?? '').join('\n')}\n`);
}

function base64(args: readonly string[], stdin: string): ProgramResult {
  if (args[0] === '-d' || args[0] === '--decode') return ok(Buffer.from(stdin, 'base64').toString('utf8'));
  if (args.length > 0 && args[0] !== '-w0') return refuse('base64', `'${args.join(' ')}'`);
  return ok(`${Buffer.from(stdin).toString('base64')}\n`);
}

function tr(args: readonly string[], stdin: string): ProgramResult {
  const [first, second] = args;
  if (first === '-d' && second !== undefined) {
    const gone = second.replaceAll('\\n', '\n');
    return ok([...stdin].filter((letter) => !gone.includes(letter)).join(''));
  }
  if (first?.length !== second?.length || first === undefined || second === undefined) {
    return refuse('tr', `'${args.join(' ')}'`);
  }
  return ok([...stdin].map((letter) => second[first.indexOf(letter)] ?? letter).join(''));
}

/** The one-liner of Microsoft's tutorials: print(json.load(sys.stdin)['access_token']). */
function python(args: readonly string[], stdin: string): ProgramResult {
  const program = args[0] === '-c' ? (args[1] ?? '') : '';
  const [, path] =
    /^import (?:sys, ?json|json, ?sys); ?print\(json\.load\(sys\.stdin\)((?:\[(?:'[^']*'|"[^"]*"|\d+)\])*)\)$/.exec(
      program,
    ) ?? [];
  if (path === undefined) return refuse('python3', 'any program but print(json.load(sys.stdin)[…])');
  return select(stdin, path.replaceAll("'", '"'), true);
}

export const programs: Readonly<Record<string, Program>> = {
  curl,
  echo,
  printf,
  jq,
  python3: python,
  head,
  cut,
  tr,
  base64,
  cat: (args, stdin) => (args.length === 0 ? ok(stdin) : refuse('cat', 'a file')),
  true: () => ok(''),
  false: () => ({ stdout: '', stderr: '', status: 1 }),
};
