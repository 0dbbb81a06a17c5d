import { ExpressionReader, type Reader } from './read-expression.ts';
import type { Block, Command, Expression, Parameter, Pipeline, Statement } from './syntax.ts';
import { PowerShellUnknown, Source } from './tokens.ts';

/** Statements of PowerShell that this interpreter does not have, so that each is refused by its name. */
const unknown = [
  'for',
  'do',
  'class',
  'enum',
  'trap',
  'workflow',
  'using',
  'begin',
  'process',
  'filter',
  'data',
  'break',
  'continue',
];
/** Parameters that take no value, of the commands here. */
const switches = new Set(['usebasicparsing', 'compress', 'nonewline', 'force']);

const reader: Reader = { block, pipeline };

/** Reads a script. Throws PowerShellUnknown for what this interpreter does not have. */
export function readScript(text: string): Block {
  const source = new Source(text);
  const statements = block(source, '');
  if (!source.ended) throw new PowerShellUnknown(`'${source.peek()}'`);
  return statements;
}

/** Statements up to `end`, which is taken; '' for the end of the script. */
function block(source: Source, end: string): Block {
  const statements: Statement[] = [];
  for (;;) {
    source.skip(true);
    if (end !== '' && source.take(end)) return statements;
    if (source.ended) {
      if (end !== '') throw new PowerShellUnknown(`a block without its '${end}'`);
      return statements;
    }
    statements.push(statement(source));
    source.skip(false);
    if (!source.ended && !/[\n;})]/.test(source.peek()))
      throw new PowerShellUnknown(`'${source.peek(12).split('\n')[0]}'`);
  }
}

function braces(source: Source): Block {
  source.expect('{');
  return block(source, '}');
}

function parentheses(source: Source): Pipeline {
  source.expect('(');
  source.skip(true);
  const inside = pipeline(source);
  source.expect(')');
  return inside;
}

function statement(source: Source): Statement {
  for (const word of unknown) if (source.word(word)) throw new PowerShellUnknown(`the statement '${word}'`);
  if (source.word('if')) return conditional(source);
  if (source.word('while')) return { kind: 'while', condition: parentheses(source), body: braces(source) };
  if (source.word('foreach')) return forEach(source);
  if (source.word('switch')) return choice(source);
  if (source.word('try')) return attempt(source);
  if (source.word('function')) return definition(source);
  if (source.word('param')) return { kind: 'param', parameters: parameters(source) };
  for (const how of ['return', 'exit', 'throw'] as const) {
    if (!source.word(how)) continue;
    source.skip(false);
    const isBare = source.ended || /[\n;}]/.test(source.peek());
    return { kind: 'leave', how, value: isBare ? undefined : pipeline(source) };
  }
  return assignmentOrPipeline(source);
}

function conditional(source: Source): Statement {
  const branches = [{ condition: parentheses(source), body: braces(source) }];
  let otherwise: Block = [];
  for (;;) {
    const before = source.at;
    source.skip(true);
    if (source.word('elseif')) branches.push({ condition: parentheses(source), body: braces(source) });
    else if (source.word('else')) otherwise = braces(source);
    else {
      source.at = before;
      return { kind: 'if', branches, otherwise };
    }
  }
}

function forEach(source: Source): Statement {
  source.expect('(');
  source.skip(true);
  const name = source.match(/\$(\w+)/y)?.[1];
  source.skip(true);
  if (name === undefined || !source.word('in')) throw new PowerShellUnknown('this form of foreach');
  source.skip(true);
  const of = pipeline(source);
  source.expect(')');
  return { kind: 'foreach', name: name.toLowerCase(), of, body: braces(source) };
}

function choice(source: Source): Statement {
  const of = parentheses(source);
  source.expect('{');
  const arms = [];
  let otherwise: Block = [];
  for (;;) {
    source.skip(true);
    if (source.take('}')) return { kind: 'switch', of, arms, otherwise };
    if (source.word('default')) otherwise = braces(source);
    else {
      const test = new ExpressionReader(source, reader).unary();
      arms.push({ test, body: braces(source) });
    }
  }
}

function attempt(source: Source): Statement {
  const body = braces(source);
  let [failed, after]: Block[] = [[], []];
  for (;;) {
    const before = source.at;
    source.skip(true);
    if (source.word('catch')) {
      source.skip(true);
      if (source.peek() === '[') throw new PowerShellUnknown('catch of one type');
      failed = braces(source);
    } else if (source.word('finally')) after = braces(source);
    else {
      source.at = before;
      return { kind: 'try', body, failed: failed ?? [], after: after ?? [] };
    }
  }
}

function definition(source: Source): Statement {
  source.skip(false);
  const name = source.match(/[A-Za-z][\w-]*/y)?.[0];
  if (name === undefined) throw new PowerShellUnknown('a function without a name');
  source.skip(true);
  const given = source.peek() === '(' ? parameters(source) : [];
  return { kind: 'function', name: name.toLowerCase(), parameters: given, body: braces(source) };
}

function parameters(source: Source): Parameter[] {
  source.expect('(');
  const found: Parameter[] = [];
  for (;;) {
    source.skip(true);
    if (source.take(')')) return found;
    // What [Parameter(…)] says is for people who type.
    while (source.match(/\[Parameter\([^)]*\)\]\s*/iy)) source.skip(true);
    const type = source.match(/\[([\w.]+)\]\s*/y)?.[1] ?? '';
    const name = source.match(/\$(\w+)/y)?.[1];
    if (name === undefined)
      throw new PowerShellUnknown(`'${source.peek(12).split('\n')[0]}' among parameters`);
    source.skip(true);
    const initial = source.take('=') ? new ExpressionReader(source, reader).unary() : undefined;
    found.push({ name: name.toLowerCase(), type, initial });
    source.skip(true);
    source.take(',');
  }
}

function assignmentOrPipeline(source: Source): Statement {
  const before = source.at;
  if (/[$[]/.test(source.peek())) {
    const to = new ExpressionReader(source, reader).unary();
    source.skip(false);
    const operator = source.match(/\+=|-=|=(?!=)/y)?.[0];
    if (operator !== undefined) {
      source.skip(true);
      return { kind: 'assign', to, operator, value: pipeline(source) };
    }
    source.at = before;
  }
  return pipeline(source);
}

function pipeline(source: Source): Pipeline {
  const parts: (Expression | Command)[] = [];
  for (;;) {
    source.skip(false);
    if (/[&.]/.test(source.peek())) throw new PowerShellUnknown(`the call operator ${source.peek()}`);
    const name = source.match(/[A-Za-z][\w-]*/y)?.[0];
    parts.push(name === undefined ? new ExpressionReader(source, reader).read() : command(source, name));
    source.skip(false);
    if (!source.take('|')) return { kind: 'pipeline', parts };
    source.skip(true);
  }
}

function command(source: Source, name: string): Command {
  const positional: Expression[] = [];
  const named: { name: string; value: Expression | undefined }[] = [];
  for (;;) {
    source.skip(false);
    if (source.ended || /[\n;|})]/.test(source.peek()))
      return { kind: 'command', name: name.toLowerCase(), positional, named };
    if (/^[<>]|^2>/.test(source.peek(2))) throw new PowerShellUnknown('redirection');
    const parameter = source.match(/-([A-Za-z]\w*):?/y)?.[1]?.toLowerCase();
    if (parameter === undefined) {
      positional.push(argument(source));
      continue;
    }
    source.skip(false);
    const isSwitch = switches.has(parameter) || source.ended || /[\n;|})-]/.test(source.peek());
    named.push({ name: parameter, value: isSwitch ? undefined : argument(source) });
  }
}

function argument(source: Source): Expression {
  const expressions = new ExpressionReader(source, reader);
  if (source.peek() === '{') {
    source.at += 1;
    return { kind: 'array', body: block(source, '}') };
  }
  if (/[$'"(@\d[]/.test(source.peek())) return expressions.unary();
  const bare = source.match(/[^\s|;(){}'"`$,@&]+/y)?.[0];
  if (bare === undefined) throw new PowerShellUnknown(`'${source.peek(12).split('\n')[0]}'`);
  return { kind: 'value', value: bare };
}
