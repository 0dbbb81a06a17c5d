/** A piece of shell syntax that this interpreter does not know. */
export class ShellSyntaxError extends Error {}

/** Part of a word. Quoted parts are never split at blanks. */
export type WordPart<Script> =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** What stands for it when it is unset or empty. */
      readonly fallback: string;
      readonly quoted: boolean;
    }
  | { readonly kind: 'command'; readonly script: Script; readonly quoted: boolean };

/** A place in the source of a script. */
export class Cursor {
  readonly source: string;
  at = 0;

  constructor(source: string) {
    this.source = source.replaceAll('\r\n', '\n').replaceAll(/\\\n/g, ' ');
  }

  peek(length = 1): string {
    return this.source.slice(this.at, this.at + length);
  }

  get ended(): boolean {
    return this.at >= this.source.length;
  }

  take(text: string): boolean {
    if (this.peek(text.length) !== text) return false;
    this.at += text.length;
    return true;
  }

  /** What the pattern, which begins with ^, finds here, taken; undefined when it finds nothing. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.source.slice(this.at));
    if (!found) return undefined;
    this.at += found[0].length;
    return found;
  }

  /** Up to the next `quote`, which is taken as well. */
  until(quote: string): string {
    const close = this.source.indexOf(quote, this.at);
    if (close < 0) throw new ShellSyntaxError(`unterminated ${quote}`);
    const inside = this.source.slice(this.at, close);
    this.at = close + 1;
    return inside;
  }

  /** Blanks and comments; newlines and single semicolons too when `lines`. */
  skipBlanks(lines: boolean): void {
    for (;;) {
      const next = this.peek();
      const separates = next === '\n' || (next === ';' && this.peek(2) !== ';;');
      if (next === ' ' || next === '\t' || (lines && separates)) this.at += 1;
      else if (next === '#') while (!this.ended && this.peek() !== '\n') this.at += 1;
      else return;
    }
  }
}

/** Reads words of a script. `readScript` reads what stands between `$(` and `)`, the closing parenthesis left out. */
export class WordReader<Script> {
  readonly #cursor: Cursor;
  readonly #readScript: (cursor: Cursor) => Script;

  constructor(cursor: Cursor, readScript: (cursor: Cursor) => Script) {
    this.#cursor = cursor;
    this.#readScript = readScript;
  }

  read(): WordPart<Script>[] {
    const cursor = this.#cursor;
    const parts: WordPart<Script>[] = [];
    for (;;) {
      const next = cursor.peek();
      if (next === '' || /[\s;|&()]/.test(next)) return parts;
      if (cursor.take("'")) addText(parts, cursor.until("'"), true);
      else if (cursor.take('"')) this.#doubleQuoted(parts);
      else if (next === '$' || next === '`') parts.push(this.#expansion(false));
      else if (cursor.take('\\')) {
        addText(parts, cursor.peek(), true);
        cursor.at += 1;
      } else {
        addText(parts, next, false);
        cursor.at += 1;
      }
    }
  }

  #doubleQuoted(parts: WordPart<Script>[]): void {
    const cursor = this.#cursor;
    addText(parts, '', true);
    for (;;) {
      const next = cursor.peek();
      if (next === '') throw new ShellSyntaxError('unterminated "');
      if (cursor.take('"')) return;
      if (next === '$' || next === '`') parts.push(this.#expansion(true));
      else if (next === '\\' && /["\\$`]/.test(cursor.source[cursor.at + 1] ?? '')) {
        addText(parts, cursor.source[cursor.at + 1] ?? '', true);
        cursor.at += 2;
      } else {
        addText(parts, next, true);
        cursor.at += 1;
      }
    }
  }

  #expansion(quoted: boolean): WordPart<Script> {
    const cursor = this.#cursor;
    if (cursor.take('$((')) throw new ShellSyntaxError('arithmetic');
    if (cursor.take('$(')) {
      const script = this.#readScript(cursor);
      if (!cursor.take(')')) throw new ShellSyntaxError('unterminated $(');
      return { kind: 'command', script, quoted };
    }
    if (cursor.take('`'))
      return { kind: 'command', script: this.#readScript(new Cursor(cursor.until('`'))), quoted };
    const plain = cursor.match(/^\$(\w+|[?#@*])/) ?? cursor.match(/^\$\{(\w+)\}/);
    if (plain) return { kind: 'variable', name: plain[1] ?? '', fallback: '', quoted };
    // The fallback is one variable or plain text: what scripts write to take a parameter either way.
    const either = cursor.match(/^\$\{(\w+):-([^${}`"'\\]*|\$\w+)\}/);
    if (either) return { kind: 'variable', name: either[1] ?? '', fallback: either[2] ?? '', quoted };
    if (cursor.source[cursor.at + 1] === '{')
      throw new ShellSyntaxError('parameter expansion beyond a plain name and :-');
    cursor.at += 1;
    return { kind: 'text', text: '$', quoted };
  }
}

function addText<Script>(parts: WordPart<Script>[], text: string, quoted: boolean): void {
  const last = parts.at(-1);
  if (last?.kind === 'text' && last.quoted === quoted)
    parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ kind: 'text', text, quoted });
}
