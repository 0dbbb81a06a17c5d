import type { Block, Expression, Piece, Pipeline } from './syntax.ts';
import { PowerShellUnknown, type Source } from './tokens.ts';

/** Reads what stands in braces and pipelines, which hold expressions and are held by them. */
export interface Reader {
  block(source: Source, end: string): Block;
  pipeline(source: Source): Pipeline;
}

const levels: readonly (readonly string[])[] = [
  ['-or', '-and', '-xor'],
  [
    '-eq',
    '-ne',
    '-gt',
    '-ge',
    '-lt',
    '-le',
    '-match',
    '-notmatch',
    '-like',
    '-notlike',
    '-replace',
    '-split',
    '-join',
    '-is',
    '-isnot',
    '-contains',
    '-notcontains',
    '-in',
    '-notin',
    '-ceq',
    '-cne',
  ],
  ['+', '-'],
  ['*', '/', '%'],
  ['-f'],
];

/** Reads expressions, in the order in which their operators bind: https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_operator_precedence */
export class ExpressionReader {
  readonly #source: Source;
  readonly #reader: Reader;

  constructor(source: Source, reader: Reader) {
    this.#source = source;
    this.#reader = reader;
  }

  read(): Expression {
    return this.#level(0);
  }

  #level(level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.#list();
    let left = this.#level(level + 1);
    for (;;) {
      const operator = this.#operator(operators);
      if (operator === undefined) return left;
      this.#source.skip(true);
      left = { kind: 'binary', operator, left, right: this.#level(level + 1) };
    }
  }

  #operator(operators: readonly string[]): string | undefined {
    const source = this.#source;
    source.skip(false);
    const named = /^-[a-z]+/i.exec(source.peek(14))?.[0].toLowerCase();
    if (named !== undefined) {
      if (!operators.includes(named)) {
        if (levels.flat().includes(named)) return undefined;
        throw new PowerShellUnknown(`the operator ${named}`);
      }
      source.at += named.length;
      return named;
    }
    const sign = source.peek();
    if (!operators.includes(sign) || source.text[source.at + 1] === '=') return undefined;
    source.at += 1;
    return sign;
  }

  /** Values with commas between them, which bind closest of all. */
  #list(): Expression {
    const first = this.unary();
    const items = [first];
    for (;;) {
      this.#source.skip(false);
      if (!this.#source.take(',')) break;
      this.#source.skip(true);
      items.push(this.unary());
    }
    return items.length === 1 ? first : { kind: 'list', items };
  }

  unary(): Expression {
    const source = this.#source;
    source.skip(false);
    for (const operator of ['-not', '-join', '-split'] as const)
      if (source.word(operator)) return { kind: 'unary', operator, of: this.unary() };
    if (source.take('!')) return { kind: 'unary', operator: '-not', of: this.unary() };
    if (source.peek() === '-' && /[\d$(]/.test(source.text[source.at + 1] ?? '')) {
      source.at += 1;
      return { kind: 'unary', operator: '-', of: this.unary() };
    }
    const type = source.match(/\[([\w.]+(?:\[\])?)\]/y)?.[1];
    if (type === undefined) return this.postfix(this.#primary());
    if (source.peek(2) === '::') return this.postfix({ kind: 'type', name: type });
    source.skip(false);
    // A type by itself is the right side of -is.
    if (source.ended || /[\s)};|]/.test(source.peek())) return { kind: 'type', name: type };
    return { kind: 'cast', type, of: this.unary() };
  }

  /** Members, calls and indexes behind a value, without a blank between. */
  postfix(value: Expression): Expression {
    const source = this.#source;
    let of = value;
    for (;;) {
      // A property whose name stands in a variable.
      const computed = source.match(/\.\$(\w+)/y)?.[1];
      if (computed !== undefined) {
        of = { kind: 'index', of, index: { kind: 'variable', name: computed.toLowerCase() } };
        continue;
      }
      const member = source.match(/(::|\.)([A-Za-z_]\w*)/y);
      if (member) {
        const [, way, name = ''] = member;
        const isStatic = way === '::';
        if (source.take('(')) of = { kind: 'call', of, name, isStatic, args: this.#arguments() };
        else of = { kind: 'member', of, name, isStatic };
      } else if (source.peek() === '[' && of.kind !== 'value') {
        source.at += 1;
        source.skip(true);
        of = { kind: 'index', of, index: this.read() };
        source.expect(']');
      } else return of;
    }
  }

  #arguments(): Expression[] {
    const source = this.#source;
    const args: Expression[] = [];
    for (;;) {
      source.skip(true);
      if (source.take(')')) return args;
      // Commas are between arguments here.
      args.push(this.#argument());
      source.skip(true);
      if (!source.take(',') && source.peek() !== ')')
        throw new PowerShellUnknown(`'${source.peek()}' among arguments`);
    }
  }

  #argument(): Expression {
    const left = this.unary();
    const operator = this.#operator(['+']);
    return operator === undefined ? left : { kind: 'binary', operator, left, right: this.#argument() };
  }

  #primary(): Expression {
    const source = this.#source;
    const number = source.match(/\d+(?:\.\d+)?/y);
    if (number) return { kind: 'value', value: Number(number[0]) };
    if (source.peek(2) === '@"' || source.peek(2) === "@'") throw new PowerShellUnknown('a here-string');
    if (source.take("'")) return { kind: 'value', value: this.#single() };
    if (source.take('"')) return { kind: 'text', pieces: this.#double() };
    const variable = source.match(/\$(?:\{([\w:]+)\}|((?:env:|script:|global:)?\w+|[_?^$]))/iy);
    if (variable) return { kind: 'variable', name: (variable[1] ?? variable[2] ?? '').toLowerCase() };
    if (source.take('$(')) return { kind: 'sub', body: this.#reader.block(source, ')') };
    if (source.take('@(')) return { kind: 'array', body: this.#reader.block(source, ')') };
    if (source.take('@{')) return this.#hash();
    if (source.take('(')) {
      source.skip(true);
      const inner = this.#reader.pipeline(source);
      source.expect(')');
      return { kind: 'sub', body: [inner] };
    }
    throw new PowerShellUnknown(`'${source.peek(20).split('\n')[0]}'`);
  }

  #single(): string {
    const source = this.#source;
    let text = '';
    for (;;) {
      if (source.ended) throw new PowerShellUnknown("text without its closing '");
      if (source.take("''")) text += "'";
      else if (source.take("'")) return text;
      else {
        text += source.peek();
        source.at += 1;
      }
    }
  }

  #double(): Piece[] {
    const source = this.#source;
    const pieces: Piece[] = [''];
    const add = (text: string) => {
      const last = pieces.at(-1);
      if (typeof last === 'string') pieces[pieces.length - 1] = last + text;
      else pieces.push(text);
    };
    for (;;) {
      if (source.ended) throw new PowerShellUnknown('text without its closing "');
      if (source.take('""')) add('"');
      else if (source.take('"')) return pieces;
      else if (source.take('`')) {
        const letter = source.peek();
        source.at += 1;
        add({ n: '\n', r: '\r', t: '\t', '0': '\0' }[letter] ?? letter);
      } else if (source.take('$(')) pieces.push({ kind: 'sub', body: this.#reader.block(source, ')') });
      else {
        const variable = source.match(/\$(?:\{([\w:]+)\}|((?:env:)?\w+))/iy);
        if (variable)
          pieces.push({ kind: 'variable', name: (variable[1] ?? variable[2] ?? '').toLowerCase() });
        else {
          add(source.peek());
          source.at += 1;
        }
      }
    }
  }

  #hash(): Expression {
    const source = this.#source;
    const entries = [];
    for (;;) {
      source.skip(true);
      if (source.take('}')) return { kind: 'hash', entries } as const;
      const bare = source.match(/[A-Za-z_][\w-]*/y)?.[0];
      const key: Expression = bare === undefined ? this.#primary() : { kind: 'value', value: bare };
      source.skip(false);
      if (!source.take('=')) throw new PowerShellUnknown(`a hash table without '='`);
      source.skip(true);
      entries.push({ key, value: this.#reader.pipeline(source) });
    }
  }
}
