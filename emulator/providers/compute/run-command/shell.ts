import type { Fetch } from './curl.ts';
import { type Program, programs } from './programs.ts';
import { type Command, type Script, ShellParser, ShellSyntaxError, type Word } from './shell-syntax.ts';

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

const only = `The emulated machine runs nothing but ${Object.keys(programs).join(', ')}, with variables, $(…), pipes, ';', '&&' and '||'.`;

/** How many commands one script may run; a script cannot loop, so this is never met by accident. */
const maxCommands = 500;

/**
 * Interprets a script as the machine would run it. Nothing is executed on this computer: programs are functions here,
 * and the only network is the emulator itself.
 */
class Shell {
  readonly #fetch: Fetch;
  readonly #variables = new Map<string, string>();
  #stderr = '';
  #commands = 0;
  #status = 0;

  constructor(fetch: Fetch, variables: Readonly<Record<string, string>>) {
    this.#fetch = fetch;
    for (const [name, value] of Object.entries(variables)) this.#variables.set(name, value);
  }

  async run(script: Script): Promise<Output> {
    return { stdout: await this.#script(script), stderr: this.#stderr };
  }

  async #script(script: Script): Promise<string> {
    let stdout = '';
    for (const { pipeline, when } of script) {
      if (when === 'success' && this.#status !== 0) continue;
      if (when === 'failure' && this.#status === 0) continue;
      let piped = '';
      for (const command of pipeline) piped = await this.#command(command, piped);
      stdout += piped;
    }
    return stdout;
  }

  async #command(command: Command, stdin: string): Promise<string> {
    this.#commands += 1;
    if (this.#commands > maxCommands) throw new ShellSyntaxError(`more than ${maxCommands} commands`);
    for (const { name, value } of command.assignments)
      this.#variables.set(name, (await this.#expand(value)).join(' '));
    const words: string[] = [];
    for (const word of command.words) words.push(...(await this.#expand(word)));
    const [name, ...args] = words;
    if (name === undefined) return '';
    if (name === 'export' || name === 'set') {
      for (const argument of args) {
        const [, key, value] = /^(\w+)=([\s\S]*)$/.exec(argument) ?? [];
        if (key !== undefined) this.#variables.set(key, value ?? '');
      }
      return '';
    }
    const program: Program | undefined = Object.hasOwn(programs, name) ? programs[name] : undefined;
    if (!program) {
      this.#status = 127;
      this.#stderr += `${name}: not available. ${only}\n`;
      return '';
    }
    const { stdout, stderr, status } = await program(args, stdin, this.#fetch);
    this.#status = status;
    if (!command.discardsErrors) this.#stderr += stderr;
    return command.discardsOutput ? '' : stdout;
  }

  /** A word after expansion: unquoted results split at blanks, an empty unquoted one vanishes. */
  async #expand(word: Word): Promise<string[]> {
    const fields: string[] = [''];
    let isKept = word.some((part) => part.quoted);
    for (const part of word) {
      let value = '';
      if (part.kind === 'text') value = part.text;
      else if (part.kind === 'variable') value = this.#variables.get(part.name) ?? '';
      else value = (await this.#script(part.script)).replace(/\n+$/, '');
      const pieces = part.kind === 'text' || part.quoted ? [value] : value.split(/\s+/);
      fields[fields.length - 1] += pieces[0] ?? '';
      fields.push(...pieces.slice(1));
      if (value !== '') isKept = true;
    }
    return isKept ? fields : [];
  }
}

/** Runs a script for a machine; what is not understood is said on stderr. */
export async function runShell(
  source: string,
  variables: Readonly<Record<string, string>>,
  fetch: Fetch,
): Promise<Output> {
  try {
    return await new Shell(fetch, variables).run(new ShellParser(source).parse());
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    return { stdout: '', stderr: `Not understood: ${error.message}. ${only}\n` };
  }
}
