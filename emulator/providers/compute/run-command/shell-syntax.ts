import { Cursor, ShellSyntaxError, type WordPart, WordReader } from './shell-words.ts';

export type Word = readonly WordPart<Script>[];

export interface SimpleCommand {
  readonly kind: 'simple';
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
  readonly discardsOutput: boolean;
  readonly discardsErrors: boolean;
}

export type Command =
  | SimpleCommand
  | { readonly kind: 'group'; readonly body: Script }
  | { readonly kind: 'function'; readonly name: string; readonly body: Script }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: Script; readonly body: Script }[];
      readonly otherwise: Script;
    }
  | {
      readonly kind: 'case';
      readonly word: Word;
      readonly arms: readonly { readonly patterns: readonly Word[]; readonly body: Script }[];
    };

export interface Step {
  readonly pipeline: readonly Command[];
  /** When this step runs, seen from the one before it. */
  readonly when: 'always' | 'success' | 'failure';
}
export type Script = readonly Step[];

const nothing: ReadonlySet<string> = new Set();
/** What begins a command the interpreter does not have, so that it is refused by its name. */
const unknown = new Set(['for', 'while', 'until', 'select', 'function', '[[', '!']);

/** Reads the part of the POSIX shell language that scripts for managed identities use. Throws ShellSyntaxError. */
export function parseShell(source: string): Script {
  const cursor = new Cursor(source);
  const script = scriptUntil(cursor, nothing);
  if (!cursor.ended) throw new ShellSyntaxError(`unexpected '${cursor.peek()}'`);
  return script;
}

/** Steps up to a word of `ends` at the beginning of a command, or a closing parenthesis; both are left where they are. */
function scriptUntil(cursor: Cursor, ends: ReadonlySet<string>): Script {
  const steps: Step[] = [];
  let when: Step['when'] = 'always';
  for (;;) {
    cursor.skipBlanks(true);
    if (cursor.ended || cursor.peek() === ')' || ends.has(wordAhead(cursor))) return steps;
    steps.push({ pipeline: pipeline(cursor), when });
    when = 'always';
    cursor.skipBlanks(false);
    if (cursor.take('&&')) when = 'success';
    else if (cursor.take('||')) when = 'failure';
    else if (!cursor.ended && !/^(?:[;\n)]|\})/.test(cursor.peek()))
      throw new ShellSyntaxError(`unexpected '${cursor.peek()}'`);
  }
}

/** A reserved word, or `;;`, if one is next. */
function wordAhead(cursor: Cursor): string {
  return (
    /^(?:[a-z]+(?=[\s;)]|$)|;;|[{}](?=[\s;)|]|$)|\[\[|!(?=\s))/.exec(
      cursor.source.slice(cursor.at, cursor.at + 20),
    )?.[0] ?? ''
  );
}

function pipeline(cursor: Cursor): Command[] {
  const commands = [command(cursor)];
  for (;;) {
    cursor.skipBlanks(false);
    if (cursor.peek(2) === '||' || !cursor.take('|')) return commands;
    cursor.skipBlanks(true);
    commands.push(command(cursor));
  }
}

function command(cursor: Cursor): Command {
  cursor.skipBlanks(true);
  const word = wordAhead(cursor);
  if (unknown.has(word)) throw new ShellSyntaxError(`'${word}'`);
  const called = cursor.match(/^([A-Za-z_]\w*)\s*\(\)\s*\{/);
  if (called) return { kind: 'function', name: called[1] ?? '', body: block(cursor, '}') };
  if (word === '{') {
    cursor.take('{');
    return { kind: 'group', body: block(cursor, '}') };
  }
  if (word === 'if') return conditional(cursor);
  if (word === 'case') return choice(cursor);
  return simple(cursor);
}

/** A script and the word that ends it. */
function block(cursor: Cursor, end: string): Script {
  const body = scriptUntil(cursor, new Set([end]));
  cursor.skipBlanks(true);
  if (!cursor.take(end)) throw new ShellSyntaxError(`'${end}' is missing`);
  return body;
}

function conditional(cursor: Cursor): Command {
  const branches = [];
  let otherwise: Script = [];
  cursor.take('if');
  for (;;) {
    const condition = block(cursor, 'then');
    const body = scriptUntil(cursor, new Set(['elif', 'else', 'fi']));
    branches.push({ condition, body });
    cursor.skipBlanks(true);
    if (cursor.take('elif')) continue;
    if (cursor.take('else')) otherwise = scriptUntil(cursor, new Set(['fi']));
    cursor.skipBlanks(true);
    if (!cursor.take('fi')) throw new ShellSyntaxError("'fi' is missing");
    return { kind: 'if', branches, otherwise };
  }
}

function choice(cursor: Cursor): Command {
  cursor.take('case');
  cursor.skipBlanks(false);
  const word = readWord(cursor);
  cursor.skipBlanks(true);
  if (!cursor.take('in')) throw new ShellSyntaxError("'in' is missing");
  const arms = [];
  for (;;) {
    cursor.skipBlanks(true);
    if (cursor.take('esac')) return { kind: 'case', word, arms };
    const patterns = [];
    cursor.take('(');
    for (;;) {
      cursor.skipBlanks(false);
      patterns.push(readWord(cursor));
      cursor.skipBlanks(false);
      if (cursor.take('|')) continue;
      if (!cursor.take(')')) throw new ShellSyntaxError("')' is missing after a pattern");
      break;
    }
    const body = scriptUntil(cursor, new Set([';;', 'esac']));
    cursor.skipBlanks(true);
    cursor.take(';;');
    arms.push({ patterns, body });
  }
}

function readWord(cursor: Cursor): Word {
  return new WordReader(cursor, (inner) => scriptUntil(inner, nothing)).read();
}

function simple(cursor: Cursor): SimpleCommand {
  const assignments: { name: string; value: Word }[] = [];
  const words: Word[] = [];
  let [discardsOutput, discardsErrors] = [false, false];
  for (;;) {
    cursor.skipBlanks(false);
    if (cursor.ended || /^[\n;|)]|^&&/.test(cursor.peek(2)))
      return { kind: 'simple', assignments, words, discardsOutput, discardsErrors };
    const redirection = cursor.match(/^(?:(&>|1?>|2>)\s*\/dev\/null|2>&1)/);
    if (redirection) {
      if (redirection[1] === '2>' || redirection[1] === '&>') discardsErrors = true;
      if (redirection[1] !== undefined && redirection[1] !== '2>') discardsOutput = true;
      continue;
    }
    if (/^[<>&(]/.test(cursor.peek()))
      throw new ShellSyntaxError(`redirection, background jobs, and subshells ('${cursor.peek()}')`);
    const name = words.length === 0 ? cursor.match(/^([A-Za-z_]\w*)=/)?.[1] : undefined;
    if (name !== undefined) assignments.push({ name, value: readWord(cursor) });
    else words.push(readWord(cursor));
  }
}
