import type { Fetch, Output, Parameter } from '../contract/script.ts';
import type { ProgramResult } from './curl.ts';
import { type Program, programs } from './programs.ts';
import { type Command, parseShell, type Script, type SimpleCommand, type Word } from './shell-syntax.ts';
import { holds } from './shell-test.ts';
import { ShellSyntaxError } from './shell-words.ts';

const only = `The emulated machine runs nothing but ${Object.keys(programs).join(', ')}, with variables, functions, if, case, test, $(…), pipes, ';', '&&' and '||'.`;

/** How many commands one script may run; functions that call each other are the only loop. */
const maxCommands = 5000;

/** `exit`, wherever in the script it is. */
class Exit extends Error {}

/**
 * Interprets a script as the machine would run it. Nothing is executed on this computer: programs are functions here,
 * and the only network is the emulator itself.
 */
class Shell {
  readonly #fetch: Fetch;
  readonly #functions = new Map<string, Script>();
  #variables = new Map<string, string>();
  #positional: readonly string[] = [];
  #stderr = '';
  #stdout = '';
  #commands = 0;
  #status = 0;
  /** `set -e`: the first failure that nothing looks at ends the script. */
  #endsAtFailure = false;
  /** How many conditions of `if` are being looked at; failures are answers there. */
  #conditions = 0;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  async run(script: Script): Promise<Output> {
    try {
      await this.#script(script, '', (text) => {
        this.#stdout += text;
      });
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
    }
    return { stdout: this.#stdout, stderr: this.#stderr };
  }

  async #script(script: Script, stdin: string, write: (text: string) => void): Promise<void> {
    for (const [at, { pipeline, when }] of script.entries()) {
      if (when === 'success' && this.#status !== 0) continue;
      if (when === 'failure' && this.#status === 0) continue;
      const [only, ...more] = pipeline;
      if (only !== undefined && more.length === 0) await this.#command(only, stdin, write);
      else await this.#pipeline(pipeline, stdin, write);
      const isLookedAt = this.#conditions > 0 || (script[at + 1]?.when ?? 'always') !== 'always';
      if (this.#endsAtFailure && this.#status !== 0 && !isLookedAt) throw new Exit();
    }
  }

  async #pipeline(pipeline: readonly Command[], stdin: string, write: (text: string) => void): Promise<void> {
    let piped = stdin;
    for (const command of pipeline)
      piped = await this.#apart((inner) => this.#command(command, piped, inner));
    write(piped);
  }

  /** What it writes, run as a shell of its own: what it sets is gone afterwards. */
  async #apart(run: (write: (text: string) => void) => Promise<void>): Promise<string> {
    const variables = new Map(this.#variables);
    const positional = this.#positional;
    let written = '';
    try {
      await run((text) => {
        written += text;
      });
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
    }
    this.#variables = variables;
    this.#positional = positional;
    return written;
  }

  async #command(command: Command, stdin: string, write: (text: string) => void): Promise<void> {
    this.#commands += 1;
    if (this.#commands > maxCommands) throw new ShellSyntaxError(`more than ${maxCommands} commands`);
    switch (command.kind) {
      case 'simple':
        return this.#simple(command, stdin, write);
      case 'group':
        return this.#script(command.body, stdin, write);
      case 'function':
        this.#functions.set(command.name, command.body);
        this.#status = 0;
        return;
      case 'if': {
        for (const { condition, body } of command.branches) {
          this.#conditions += 1;
          await this.#script(condition, stdin, write);
          this.#conditions -= 1;
          if (this.#status === 0) return this.#script(body, stdin, write);
        }
        this.#status = 0;
        return this.#script(command.otherwise, stdin, write);
      }
      case 'case': {
        const text = await this.#whole(command.word);
        for (const { patterns, body } of command.arms)
          for (const pattern of patterns)
            if (await this.#fits(text, pattern)) {
              this.#status = 0;
              return this.#script(body, stdin, write);
            }
        this.#status = 0;
      }
    }
  }

  /** Whether the text is what a pattern of `case` says: `*` and `?` outside of quotes stand for anything. */
  async #fits(text: string, pattern: Word): Promise<boolean> {
    let source = '';
    for (const part of pattern) {
      const value = await this.#value(part);
      const literal = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      source += part.quoted ? literal : literal.replaceAll('\\*', '[\\s\\S]*').replaceAll('\\?', '[\\s\\S]');
    }
    return new RegExp(`^${source}$`).test(text);
  }

  async #simple(command: SimpleCommand, stdin: string, write: (text: string) => void): Promise<void> {
    let fromSubstitution = 0;
    for (const { name, value } of command.assignments) {
      const text = await this.#whole(value);
      this.#variables.set(name, text);
      if (value.some((part) => part.kind === 'command')) fromSubstitution = this.#status;
    }
    const words: string[] = [];
    for (const word of command.words) words.push(...(await this.#expand(word)));
    const [name, ...args] = words;
    if (name === undefined) {
      this.#status = fromSubstitution;
      return;
    }
    const body = this.#functions.get(name);
    if (body) return this.#call(body, args, stdin, write);
    const result = this.#builtIn(name, args) ?? (await this.#program(name, args, stdin));
    this.#status = result.status;
    if (!command.discardsErrors) this.#stderr += result.stderr;
    if (!command.discardsOutput && result.stdout !== '') write(result.stdout);
  }

  async #call(
    body: Script,
    args: readonly string[],
    stdin: string,
    write: (text: string) => void,
  ): Promise<void> {
    const outer = this.#positional;
    this.#positional = args;
    this.#status = 0;
    await this.#script(body, stdin, write);
    this.#positional = outer;
  }

  #builtIn(name: string, args: readonly string[]): ProgramResult | undefined {
    const ended = (status: number): ProgramResult => ({ stdout: '', stderr: '', status });
    if (name === 'export') {
      for (const argument of args) {
        const [, key, value] = /^(\w+)=([\s\S]*)$/.exec(argument) ?? [];
        if (key !== undefined) this.#variables.set(key, value ?? '');
      }
      return ended(0);
    }
    if (name === 'set') {
      const [option = '', ...values] = args;
      if (option === '--') this.#positional = values;
      else if (args.length === 1 && /^[-+]e$/.test(option)) this.#endsAtFailure = option === '-e';
      else return { stdout: '', stderr: `set: ${args.join(' ')} is not available here\n`, status: 2 };
      return ended(0);
    }
    if (name === '[' && args.at(-1) !== ']') throw new ShellSyntaxError("']' is missing");
    if (name === '[') return ended(holds(args.slice(0, -1)) ? 0 : 1);
    if (name === 'test') return ended(holds(args) ? 0 : 1);
    if (name === 'exit') {
      this.#status = Number(args[0] ?? this.#status);
      throw new Exit();
    }
    return undefined;
  }

  async #program(name: string, args: readonly string[], stdin: string): Promise<ProgramResult> {
    const program: Program | undefined = Object.hasOwn(programs, name) ? programs[name] : undefined;
    if (!program) return { stdout: '', stderr: `${name}: not available. ${only}\n`, status: 127 };
    return program(args, stdin, this.#fetch);
  }

  #variable(name: string): string {
    if (name === '?') return String(this.#status);
    if (name === '#') return String(this.#positional.length);
    if (name === '@' || name === '*') return this.#positional.join(' ');
    return /^\d+$/.test(name)
      ? (this.#positional[Number(name) - 1] ?? '')
      : (this.#variables.get(name) ?? '');
  }

  async #value(part: Word[number]): Promise<string> {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'variable') {
      const { fallback } = part;
      const other = fallback.startsWith('$') ? this.#variable(fallback.slice(1)) : fallback;
      return this.#variable(part.name) || other;
    }
    const written = await this.#apart((write) => this.#script(part.script, '', write));
    return written.replace(/\n+$/, '');
  }

  /** A word where it is not split at blanks: what a variable is set to, what `case` looks at. */
  async #whole(word: Word): Promise<string> {
    let text = '';
    for (const part of word) text += await this.#value(part);
    return text;
  }

  /** A word after expansion: unquoted results split at blanks, an empty unquoted one vanishes. */
  async #expand(word: Word): Promise<string[]> {
    const fields: string[] = [''];
    let isKept = word.some((part) => part.quoted);
    for (const part of word) {
      const value = await this.#value(part);
      const pieces = part.kind === 'text' || part.quoted ? [value] : value.split(/\s+/);
      fields[fields.length - 1] += pieces[0] ?? '';
      fields.push(...pieces.slice(1));
      if (value !== '') isKept = true;
    }
    return isKept ? fields : [];
  }
}

/**
 * Parameters as Run Command puts them in front of a script on Linux: exported under their names and as arguments, not
 * quoted; and nowhere when the script names its interpreter. As people found it in the files on their machines:
 * https://github.com/Azure/azure-cli/issues/10400, https://github.com/Azure/azure-cli/issues/9596
 */
function withParameters(source: string, parameters: readonly Parameter[]): string {
  if (parameters.length === 0 || source.startsWith('#!')) return source;
  const named = parameters.map(({ name, value }, at) => `${name ?? `arg${at + 1}`}=${value}`);
  return `export ${named.join(' ')}\nset -- ${parameters.map(({ value }) => value).join(' ')}\n${source}`;
}

/** Runs a script for a machine; what is not understood is said on stderr. */
export async function runShell(
  source: string,
  parameters: readonly Parameter[],
  fetch: Fetch,
): Promise<Output> {
  try {
    return await new Shell(fetch).run(parseShell(withParameters(source, parameters)));
  } catch (error) {
    if (error instanceof RangeError)
      return { stdout: '', stderr: 'The script is nested too deep, or needs too much memory.\n' };
    if (!(error instanceof ShellSyntaxError)) throw error;
    return { stdout: '', stderr: `Not understood: ${error.message}. ${only}\n` };
  }
}
