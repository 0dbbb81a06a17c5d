/** A piece of PowerShell that this interpreter does not have, by its name. */
export class PowerShellUnknown extends Error {
  constructor(what: string) {
    super(`${what} is not available here`);
  }
}

/** A place in a script. */
export class Source {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text.replaceAll('\r\n', '\n').replaceAll('`\n', ' ');
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  peek(length = 1): string {
    return this.text.slice(this.at, this.at + length);
  }

  take(text: string): boolean {
    if (this.peek(text.length).toLowerCase() !== text) return false;
    this.at += text.length;
    return true;
  }

  /** What the pattern, sticky, finds here, taken. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.at += found[0].length;
    return found;
  }

  /** A word, taken when it is next and ends there. */
  word(word: string): boolean {
    const end = this.at + word.length;
    if (this.text.slice(this.at, end).toLowerCase() !== word) return false;
    if (/[\w-]/.test(this.text[end] ?? '')) return false;
    this.at = end;
    return true;
  }

  /** Blanks and comments; ends of statements too when `lines`. */
  skip(lines: boolean): void {
    for (;;) {
      const next = this.peek();
      if (next === ' ' || next === '\t' || (lines && (next === '\n' || next === ';'))) this.at += 1;
      else if (this.peek(2) === '<#') {
        const end = this.text.indexOf('#>', this.at);
        this.at = end < 0 ? this.text.length : end + 2;
      } else if (next === '#') while (!this.ended && this.peek() !== '\n') this.at += 1;
      else return;
    }
  }

  expect(text: string): void {
    this.skip(true);
    if (!this.take(text))
      throw new PowerShellUnknown(`'${this.peek(12).split('\n')[0]}' where '${text}' should be`);
  }
}
