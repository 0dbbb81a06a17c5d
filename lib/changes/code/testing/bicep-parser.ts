/**
 * Reads the part of Bicep that plans are printed in, and refuses everything else. Made from the language's reference and
 * not from the printer, so that the two can be held against each other: no Bicep compiler is a package of npm.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */
export type Expression =
  | { readonly kind: 'string'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'literal'; readonly value: number | boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] };

export interface BicepFile {
  readonly targetScope: string;
  readonly parameters: readonly { readonly name: string; readonly secure: boolean }[];
  readonly resources: readonly {
    readonly symbol: string;
    readonly type: string;
    readonly apiVersion: string;
    readonly existing: boolean;
    readonly body: Expression;
  }[];
  readonly modules: readonly { readonly symbol: string; readonly file: string; readonly body: Expression }[];
  readonly outputs: readonly { readonly name: string; readonly value: Expression }[];
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  n: '\n',
  r: '\r',
  t: '\t',
  $: '$',
};

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fail(problem: string): Error {
    const line = this.#text.slice(0, this.#at).split('\n').length;
    return new Error(`Line ${line}: ${problem}: ${this.#text.slice(this.#at, this.#at + 40)}`);
  }

  /** Spaces and comments; line breaks too where they mean nothing. */
  #skip(lines: boolean): void {
    const blank = lines ? /(?:[ \t\r\n]|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/y : /(?:[ \t]|\/\/[^\r\n]*)*/y;
    blank.lastIndex = this.#at;
    this.#at += blank.exec(this.#text)?.[0].length ?? 0;
  }

  /** Takes a pattern when it comes next on the line, or on a later one. */
  take(pattern: RegExp, lines = false): string | undefined {
    this.#skip(lines);
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    const [found] = sticky.exec(this.#text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  need(pattern: RegExp, what: string, lines = false): string {
    const found = this.take(pattern, lines);
    if (found === undefined) throw this.fail(`expected ${what}`);
    return found;
  }

  endOfLine(): void {
    this.#skip(false);
    if (this.#at < this.#text.length) this.need(/\r?\n/, 'the end of the line');
  }

  isOver(): boolean {
    this.#skip(true);
    return this.#at >= this.#text.length;
  }

  symbol(): string {
    return this.need(/[A-Za-z_][A-Za-z0-9_]{0,254}(?![A-Za-z0-9_])/, 'an identifier');
  }

  string(): Expression & { kind: 'string' } {
    this.need(/'/, 'a string');
    const parts: (string | Expression)[] = [];
    let plain = '';
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character === '\n' || character === '\r')
        throw this.fail('the string does not end on its line');
      this.#at += 1;
      if (character === "'") break;
      if (character === '$' && this.#text[this.#at] === '{') {
        this.#at += 1;
        parts.push(plain, this.expression());
        plain = '';
        this.need(/\}/, 'the end of the interpolation');
        continue;
      }
      plain += character === '\\' ? this.#escape() : character;
    }
    return { kind: 'string', parts: [...parts, plain].filter((part) => part !== '') };
  }

  #escape(): string {
    const code = /u\{([0-9a-fA-F]{1,6})\}/y;
    code.lastIndex = this.#at;
    const match = code.exec(this.#text);
    if (match) {
      this.#at += match[0].length;
      return String.fromCodePoint(Number.parseInt(match[1] ?? '', 16));
    }
    const known = escapes[this.#text[this.#at] ?? ''];
    if (known === undefined) throw this.fail('an escape that Bicep does not have');
    this.#at += 1;
    return known;
  }

  /** A string without interpolation. */
  text(): string {
    const { parts } = this.string();
    const [only = ''] = parts;
    if (parts.length > 1 || typeof only !== 'string') throw this.fail('expected a plain string');
    return only;
  }

  expression(): Expression {
    let value = this.#primary();
    for (;;) {
      if (this.take(/\./) === undefined) return value;
      value = { kind: 'member', of: value, name: this.symbol() };
    }
  }

  #primary(): Expression {
    if (this.take(/(?=')/) !== undefined) return this.string();
    if (this.take(/\{/) !== undefined) return this.#object();
    if (this.take(/\[/) !== undefined) return this.#array();
    const number = this.take(/-?\d+/);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    const name = this.symbol();
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (this.take(/\(/) === undefined) return { kind: 'name', name };
    const args: Expression[] = [];
    while (this.take(/\)/) === undefined) {
      if (args.length > 0) this.need(/,/, 'a comma');
      args.push(this.expression());
    }
    return { kind: 'call', name, args };
  }

  #object(): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    const keys = new Set<string>();
    while (this.take(/\}/, true) === undefined) {
      const key: Expression =
        this.take(/(?=')/) !== undefined ? this.string() : { kind: 'string', parts: [this.symbol()] };
      if (keys.has(JSON.stringify(key))) throw this.fail('the key is there already');
      keys.add(JSON.stringify(key));
      this.need(/:/, 'a colon');
      entries.push([key, this.expression()]);
      if (this.take(/(?=\})/) === undefined) this.endOfLine();
    }
    return { kind: 'object', entries };
  }

  #array(): Expression {
    const items: Expression[] = [];
    while (this.take(/\]/, true) === undefined) {
      items.push(this.expression());
      if (this.take(/(?=\])/) === undefined) this.endOfLine();
    }
    return { kind: 'array', items };
  }
}

/** Parses a file. Throws Error with the line for what is not in the subset, and for a symbol that is there twice. */
export function parseBicep(text: string): BicepFile {
  const reader = new Reader(text);
  let targetScope = 'resourceGroup';
  let secure = false;
  const parameters: BicepFile['parameters'][number][] = [];
  const resources: BicepFile['resources'][number][] = [];
  const modules: BicepFile['modules'][number][] = [];
  const outputs: BicepFile['outputs'][number][] = [];
  const symbols = new Set<string>();
  const declare = (name: string): string => {
    if (symbols.has(name)) throw reader.fail(`${name} is declared twice`);
    symbols.add(name);
    return name;
  };
  while (!reader.isOver()) {
    if (reader.take(/@secure\(\)/) !== undefined) {
      secure = true;
      reader.endOfLine();
      continue;
    }
    const word = reader.symbol();
    if (word === 'targetScope') {
      reader.need(/=/, 'an equals sign');
      targetScope = reader.text();
    } else if (word === 'param') {
      parameters.push({ name: declare(reader.symbol()), secure });
      reader.need(/string\b/, 'the type string');
      secure = false;
    } else if (word === 'output') {
      const name = reader.symbol();
      reader.need(/string\b/, 'the type string');
      reader.need(/=/, 'an equals sign');
      outputs.push({ name, value: reader.expression() });
    } else if (word === 'module') {
      const symbol = declare(reader.symbol());
      const file = reader.text();
      reader.need(/=/, 'an equals sign');
      modules.push({ symbol, file, body: reader.expression() });
    } else if (word === 'resource') {
      const symbol = declare(reader.symbol());
      const [type = '', apiVersion = '', ...more] = reader.text().split('@');
      if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(apiVersion) || more.length > 0)
        throw reader.fail('not a type with its API version');
      const existing = reader.take(/existing\b/) !== undefined;
      reader.need(/=/, 'an equals sign');
      resources.push({ symbol, type, apiVersion, existing, body: reader.expression() });
    } else throw reader.fail(`no statement begins with ${word}`);
    reader.endOfLine();
  }
  return { targetScope, parameters, resources, modules, outputs };
}
