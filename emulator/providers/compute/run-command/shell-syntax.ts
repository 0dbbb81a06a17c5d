/** Part of a word. Quoted parts are never split at blanks. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'variable'; readonly name: string; readonly quoted: boolean }
  | { readonly kind: 'command'; readonly script: Script; readonly quoted: boolean };
export type Word = readonly WordPart[];

export interface Command {
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
  readonly discardsOutput: boolean;
  readonly discardsErrors: boolean;
}
export interface Step {
  readonly pipeline: readonly Command[];
  /** When this step runs, seen from the one before it. */
  readonly when: 'always' | 'success' | 'failure';
}
export type Script = readonly Step[];

/** A piece of shell syntax that this interpreter does not know. */
export class ShellSyntaxError extends Error {}

interface Draft {
  assignments: { name: string; value: Word }[];
  words: Word[];
  discardsOutput: boolean;
  discardsErrors: boolean;
}

const assignment = /^([A-Za-z_]\w*)=/;

/** Reads the part of the POSIX shell language that scripts for managed identities use. Throws ShellSyntaxError. */
export class ShellParser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source.replaceAll('\r\n', '\n').replaceAll(/\\\n/g, ' ');
  }

  parse(): Script {
    const script = this.#script('');
    if (this.#at < this.#source.length) throw new ShellSyntaxError(`unexpected '${this.#source[this.#at]}'`);
    return script;
  }

  #peek(length = 1): string {
    return this.#source.slice(this.#at, this.#at + length);
  }

  #take(text: string): boolean {
    if (this.#peek(text.length) !== text) return false;
    this.#at += text.length;
    return true;
  }

  #script(end: string): Script {
    const steps: Step[] = [];
    let when: Step['when'] = 'always';
    for (;;) {
      this.#blanks(true);
      if (this.#at >= this.#source.length || (end !== '' && this.#peek() === end)) return steps;
      const pipeline = this.#pipeline(end);
      if (pipeline.length > 0) steps.push({ pipeline, when });
      when = 'always';
      this.#blanks(false);
      if (this.#take('&&')) when = 'success';
      else if (this.#take('||')) when = 'failure';
      else if (
        !this.#take(';') &&
        !this.#take('\n') &&
        this.#peek() !== end &&
        this.#at < this.#source.length
      ) {
        throw new ShellSyntaxError(`unexpected '${this.#peek()}'`);
      }
    }
  }

  /** Blanks and comments; newlines too when `lines`. */
  #blanks(lines: boolean): void {
    for (;;) {
      const next = this.#peek();
      if (next === ' ' || next === '\t' || (lines && (next === '\n' || next === ';'))) this.#at += 1;
      else if (next === '#') while (this.#at < this.#source.length && this.#peek() !== '\n') this.#at += 1;
      else return;
    }
  }

  #pipeline(end: string): Command[] {
    const commands = [this.#command(end)];
    for (;;) {
      this.#blanks(false);
      if (this.#peek(2) === '||' || !this.#take('|')) return commands;
      this.#blanks(true);
      commands.push(this.#command(end));
    }
  }

  #command(end: string): Command {
    const draft: Draft = { assignments: [], words: [], discardsOutput: false, discardsErrors: false };
    for (;;) {
      this.#blanks(false);
      const next = this.#peek();
      if (
        next === '' ||
        next === end ||
        next === '\n' ||
        next === ';' ||
        next === '|' ||
        this.#peek(2) === '&&'
      )
        return draft;
      if (this.#redirection(draft)) continue;
      const name = draft.words.length === 0 ? assignment.exec(this.#source.slice(this.#at))?.[1] : undefined;
      if (name !== undefined) {
        this.#at += name.length + 1;
        draft.assignments.push({ name, value: this.#word(end) });
      } else draft.words.push(this.#word(end));
    }
  }

  #redirection(draft: Draft): boolean {
    const match = /^(?:(&>|1?>|2>)\s*\/dev\/null|2>&1)/.exec(this.#source.slice(this.#at, this.#at + 40));
    if (!match) {
      if (/^[<>&]/.test(this.#peek()))
        throw new ShellSyntaxError(`redirection and background jobs ('${this.#peek()}')`);
      return false;
    }
    this.#at += match[0].length;
    if (match[1] === '2>') draft.discardsErrors = true;
    else if (match[1] === '&>') draft.discardsOutput = draft.discardsErrors = true;
    else if (match[1]) draft.discardsOutput = true;
    return true;
  }

  #word(end: string): Word {
    const parts: WordPart[] = [];
    const text = (value: string, quoted: boolean): void => {
      const last = parts.at(-1);
      if (last?.kind === 'text' && last.quoted === quoted)
        parts[parts.length - 1] = { ...last, text: last.text + value };
      else parts.push({ kind: 'text', text: value, quoted });
    };
    for (;;) {
      const next = this.#peek();
      if (next === '' || next === end || /[\s;|]/.test(next) || this.#peek(2) === '&&') return parts;
      if (this.#take("'")) text(this.#until("'"), true);
      else if (this.#take('"')) this.#doubleQuoted(parts, text);
      else if (next === '$' || next === '`') parts.push(this.#expansion(false));
      else if (this.#take('\\')) {
        text(this.#peek(), true);
        this.#at += 1;
      } else {
        text(next, false);
        this.#at += 1;
      }
    }
  }

  #until(quote: string): string {
    const close = this.#source.indexOf(quote, this.#at);
    if (close < 0) throw new ShellSyntaxError(`unterminated ${quote}`);
    const inside = this.#source.slice(this.#at, close);
    this.#at = close + 1;
    return inside;
  }

  #doubleQuoted(parts: WordPart[], text: (value: string, quoted: boolean) => void): void {
    text('', true);
    for (;;) {
      const next = this.#peek();
      if (next === '') throw new ShellSyntaxError('unterminated "');
      if (this.#take('"')) return;
      if (next === '$' || next === '`') parts.push(this.#expansion(true));
      else if (next === '\\' && /["\\$`]/.test(this.#source[this.#at + 1] ?? '')) {
        text(this.#source[this.#at + 1] ?? '', true);
        this.#at += 2;
      } else {
        text(next, true);
        this.#at += 1;
      }
    }
  }

  #expansion(quoted: boolean): WordPart {
    if (this.#take('$(')) {
      const script = this.#script(')');
      if (!this.#take(')')) throw new ShellSyntaxError('unterminated $(');
      return { kind: 'command', script, quoted };
    }
    if (this.#take('`')) {
      const script = new ShellParser(this.#until('`')).parse();
      return { kind: 'command', script, quoted };
    }
    const match = /^\$(?:(\w+)|\{(\w+)\})/.exec(this.#source.slice(this.#at));
    const name = match?.[1] ?? match?.[2];
    if (!match || name === undefined) {
      if (this.#source[this.#at + 1] === '{')
        throw new ShellSyntaxError('parameter expansion beyond a plain name');
      this.#at += 1;
      return { kind: 'text', text: '$', quoted };
    }
    this.#at += match[0].length;
    return { kind: 'variable', name, quoted };
  }
}
