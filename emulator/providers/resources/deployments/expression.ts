import { TemplateError } from './template-error.ts';

/** A template language expression: what stands between the brackets of `"[…]"`. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'member';
      readonly target: Expression;
      readonly key: Expression;
      /** `.?name` and `[?index]` answer null where there is nothing. */
      readonly safe: boolean;
    };

interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'punctuation' | 'end';
  readonly text: string;
}

const tokenPattern = /\s*(?:('(?:[^']|'')*')|(-?\d+)(?![\w.])|([A-Za-z_][\w-]*)|(\.\?|\[\?|[()[\],.]))/y;

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  let end = 0;
  for (let match = tokenPattern.exec(source); match; match = tokenPattern.exec(source)) {
    end = tokenPattern.lastIndex;
    const [, string, number, name, punctuation] = match;
    if (string !== undefined) {
      tokens.push({ kind: 'string', text: string.slice(1, -1).replaceAll("''", "'") });
    } else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'punctuation', text: punctuation ?? '' });
  }
  const rest = source.slice(end).trim();
  if (rest !== '') throw invalid(source, `unexpected '${rest.slice(0, 20)}'`);
  return [...tokens, { kind: 'end', text: '' }];
}

function invalid(source: string, problem: string): TemplateError {
  return new TemplateError(
    `The language expression '${source}' is not valid: ${problem}. Please see https://aka.ms/arm-template-expressions for usage details.`,
  );
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  parse(): Expression {
    const expression = this.#expression();
    if (this.#peek().kind !== 'end') throw this.#unexpected();
    return expression;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #take(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'punctuation' || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected();
  }

  #unexpected(): TemplateError {
    const { kind, text } = this.#peek();
    return invalid(this.#source, kind === 'end' ? 'it ends too early' : `unexpected '${text}'`);
  }

  #expression(): Expression {
    let expression = this.#primary();
    for (;;) {
      if (this.#take('.')) expression = this.#named(expression, false);
      else if (this.#take('.?')) expression = this.#named(expression, true);
      else if (this.#take('[')) expression = this.#indexed(expression, false);
      else if (this.#take('[?')) expression = this.#indexed(expression, true);
      else return expression;
    }
  }

  #named(target: Expression, safe: boolean): Expression {
    const token = this.#peek();
    if (token.kind !== 'name') throw this.#unexpected();
    this.#at += 1;
    return { kind: 'member', target, key: { kind: 'literal', value: token.text }, safe };
  }

  #indexed(target: Expression, safe: boolean): Expression {
    const key = this.#expression();
    this.#expect(']');
    return { kind: 'member', target, key, safe };
  }

  #primary(): Expression {
    const token = this.#peek();
    this.#at += 1;
    if (token.kind === 'string') return { kind: 'literal', value: token.text };
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind !== 'name') {
      this.#at -= 1;
      throw this.#unexpected();
    }
    this.#expect('(');
    const args: Expression[] = [];
    if (!this.#take(')')) {
      do args.push(this.#expression());
      while (this.#take(','));
      this.#expect(')');
    }
    return { kind: 'call', name: token.text, args };
  }
}

/** The expression a template string holds, or undefined for plain text; `[[…` is text that begins with one bracket. */
export function expressionOf(text: string): Expression | undefined {
  if (!text.startsWith('[') || !text.endsWith(']') || text.startsWith('[[')) return undefined;
  return new Parser(text.slice(1, -1)).parse();
}

/** Calls `visit` for every function call in the expression, outermost first. */
export function visitCalls(
  expression: Expression,
  visit: (call: Expression & { kind: 'call' }) => void,
): void {
  if (expression.kind === 'call') {
    visit(expression);
    for (const argument of expression.args) visitCalls(argument, visit);
  } else if (expression.kind === 'member') {
    visitCalls(expression.target, visit);
    visitCalls(expression.key, visit);
  }
}
