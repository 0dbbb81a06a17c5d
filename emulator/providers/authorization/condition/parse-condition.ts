import { isOperator } from './operators.ts';

/** A condition the emulator cannot evaluate. `unsupported`: Azure could; otherwise Azure refuses it too. */
export class ConditionError extends Error {
  readonly unsupported: boolean;

  constructor(message: string, unsupported = false) {
    super(message);
    this.unsupported = unsupported;
  }
}

export type AttributeSource = 'request' | 'resource' | 'environment';

/** `@Resource[Microsoft.Storage/storageAccounts:name]`: names are lower-cased. */
export interface Attribute {
  readonly kind: 'attribute';
  readonly source: AttributeSource;
  readonly name: string;
}

export interface Literal {
  readonly kind: 'literal';
  readonly values: readonly (string | number | boolean)[];
}

export type Operand = Attribute | Literal;
export type Quantifier = 'Any' | 'All';

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly inner: Expression }
  | { readonly kind: 'action' | 'subOperation'; readonly patterns: readonly string[] }
  | { readonly kind: 'exists'; readonly attribute: Attribute }
  | {
      readonly kind: 'compare';
      /** e.g. `StringEquals`. */
      readonly operator: string;
      /** `ForAnyOfAllValues:` compares any value on the left with all on the right; undefined: one with one. */
      readonly quantifiers: readonly [Quantifier, Quantifier] | undefined;
      readonly left: Operand;
      readonly right: Operand;
    };

const tokenPattern = /\s*(?:(@\w+\[[^\]]*\])|('(?:[^'\\]|\\.)*')|(&&|\|\||[(){},!])|([\w.:/*-]+))/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match) {
      if (text.slice(at).trim() === '') break;
      throw new ConditionError(`Unexpected text at position ${at}.`);
    }
    tokens.push(match[0].trim());
  }
  return tokens;
}

const quantified = /^For(Any|All)Of(Any|All)Values:(\w+)$/;

/** Recursive descent over the grammar of https://learn.microsoft.com/azure/role-based-access-control/conditions-format */
class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  whole(): Expression {
    const expression = this.#or();
    if (this.#at < this.#tokens.length) throw new ConditionError(`Unexpected '${this.#peek()}'.`);
    return expression;
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #next(): string {
    const token = this.#peek();
    if (token === '') throw new ConditionError('The condition ends too early.');
    this.#at += 1;
    return token;
  }

  #take(...words: readonly string[]): boolean {
    if (!words.includes(this.#peek().toUpperCase())) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    const found = this.#next();
    if (found !== token) throw new ConditionError(`Expected '${token}', found '${found}'.`);
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#take('OR', '||')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#unary();
    while (this.#take('AND', '&&')) left = { kind: 'and', left, right: this.#unary() };
    return left;
  }

  #unary(): Expression {
    if (this.#take('NOT', '!')) return { kind: 'not', inner: this.#unary() };
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    if (this.#take('EXISTS')) return { kind: 'exists', attribute: attributeOf(this.#next()) };
    if (this.#take('ACTIONMATCHES')) return { kind: 'action', patterns: this.#set().map(String) };
    if (this.#take('SUBOPERATIONMATCHES')) return { kind: 'subOperation', patterns: this.#set().map(String) };
    return this.#comparison();
  }

  #comparison(): Expression {
    const left = this.#operand();
    const word = this.#next();
    const [, first, second, name] = quantified.exec(word) ?? [];
    const operator = name ?? word;
    if (!isOperator(operator)) throw new ConditionError(`The operator '${operator}' is not known.`);
    const right = this.#operand();
    const quantifiers =
      first === undefined || second === undefined ? undefined : ([side(first), side(second)] as const);
    return { kind: 'compare', operator, quantifiers, left, right };
  }

  #operand(): Operand {
    const token = this.#peek();
    if (token.startsWith('@')) return attributeOf(this.#next());
    if (token === '{') return { kind: 'literal', values: this.#set() };
    return { kind: 'literal', values: [literalOf(this.#next())] };
  }

  #set(): (string | number | boolean)[] {
    this.#expect('{');
    const values = [literalOf(this.#next())];
    while (this.#take(',')) values.push(literalOf(this.#next()));
    this.#expect('}');
    return values;
  }
}

function side(text: string): Quantifier {
  return text === 'All' ? 'All' : 'Any';
}

function attributeOf(token: string): Attribute {
  const [, source = '', name = ''] = /^@(\w+)\[([^\]]*)\]$/.exec(token) ?? [];
  if (name.trim() === '') throw new ConditionError(`'${token}' is no attribute.`);
  if (/<\$|&\$/.test(name)) throw new ConditionError(`The attribute '${token}' needs blob index tags.`, true);
  switch (source.toLowerCase()) {
    case 'request':
    case 'resource':
      return {
        kind: 'attribute',
        source: source.toLowerCase() === 'request' ? 'request' : 'resource',
        name: name.toLowerCase(),
      };
    case 'environment':
      if (name.toLowerCase() !== 'utcnow')
        throw new ConditionError(`The attribute '${token}' is not built.`, true);
      return { kind: 'attribute', source: 'environment', name: 'utcnow' };
    case 'principal':
      throw new ConditionError(`The attribute '${token}' needs custom security attributes.`, true);
    default:
      throw new ConditionError(`The attribute source '${source}' is not known.`);
  }
}

function literalOf(token: string): string | number | boolean {
  if (token.startsWith("'")) return token.slice(1, -1).replace(/\\(.)/g, '$1');
  if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true';
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  // GUIDs may stand without quotes.
  if (/^[0-9a-f-]{36}$/i.test(token)) return token;
  throw new ConditionError(`'${token}' is no value.`);
}

/** The condition as a tree. Throws ConditionError for what is malformed, or is Azure's but cannot be evaluated here. */
export function parseCondition(text: string): Expression {
  return new Parser(text).whole();
}
