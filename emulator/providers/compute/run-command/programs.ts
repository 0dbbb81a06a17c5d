import { curl, type Fetch, type ProgramResult } from './curl.ts';
import { jq, select } from './json-select.ts';
import { base64, cut, head, ok, printf, refuse, sed, tr } from './text-tools.ts';

/** A program of the emulated machine: a function of its arguments, its input and the network. */
export type Program = (
  args: readonly string[],
  stdin: string,
  fetch: Fetch,
) => ProgramResult | Promise<ProgramResult>;

function echo(args: readonly string[]): ProgramResult {
  const [first, ...rest] = args;
  if (first === '-n') return ok(rest.join(' '));
  if (first === '-e') return ok(`${rest.join(' ').replaceAll('\\n', '\n').replaceAll('\\t', '\t')}\n`);
  return ok(`${args.join(' ')}\n`);
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
  sed,
  cat: (args, stdin) => (args.length === 0 ? ok(stdin) : refuse('cat', 'a file')),
  true: () => ok(''),
  false: () => ({ stdout: '', stderr: '', status: 1 }),
};
