import type { Fetch, Parameter as Given, Output } from '../contract/script.ts';
import { available, runCommand, shown } from './commands.ts';
import { callMethod, indexOf, memberOf, setMember } from './members.ts';
import { callStatic, plainFailure, setStatic, staticMember, thrownBy } from './natives.ts';
import { found, operate } from './operators.ts';
import { readScript } from './read-script.ts';
import type { Block, Command, Expression, Parameter, Pipeline, Statement } from './syntax.ts';
import { PowerShellUnknown } from './tokens.ts';
import { collected, convert, each, isTrue, numberOf, Table, textOf, type Value } from './values.ts';

/** How many statements one script may run. */
const maxStatements = 20_000;

class Return extends Error {}
class Exit extends Error {}

type Scope = Map<string, Value>;
type Write = (value: Value) => void;

/** Interprets a script; nothing is executed on this computer, and the only network is the emulator itself. */
class PowerShell {
  readonly #fetch: Fetch;
  readonly #functions = new Map<string, { parameters: readonly Parameter[]; body: Block }>();
  readonly #given: readonly Given[];
  #scopes: readonly Scope[] = [new Map()];
  #statements = 0;

  constructor(fetch: Fetch, given: readonly Given[]) {
    this.#fetch = fetch;
    this.#given = given;
  }

  async run(script: Block, write: Write): Promise<void> {
    try {
      await this.#block(script, write);
    } catch (error) {
      if (!(error instanceof Exit) && !(error instanceof Return)) throw error;
    }
  }

  async #block(block: Block, write: Write): Promise<void> {
    for (const statement of block) await this.#statement(statement, write);
  }

  async #statement(statement: Statement, write: Write): Promise<void> {
    this.#statements += 1;
    if (this.#statements > maxStatements)
      throw new PowerShellUnknown(`a script of more than ${maxStatements} steps`);
    switch (statement.kind) {
      case 'pipeline':
        for (const value of await this.#pipeline(statement)) write(value);
        return;
      case 'assign':
        return this.#assign(
          statement.to,
          statement.operator,
          collected(await this.#pipeline(statement.value)),
        );
      case 'if':
        for (const { condition, body } of statement.branches)
          if (isTrue(await this.#one(condition))) return this.#block(body, write);
        return this.#block(statement.otherwise, write);
      case 'while':
        while (isTrue(await this.#one(statement.condition))) await this.#block(statement.body, write);
        return;
      case 'foreach':
        for (const value of each(await this.#one(statement.of))) {
          this.#set(statement.name, value);
          await this.#block(statement.body, write);
        }
        return;
      case 'switch':
        return this.#switch(statement, write);
      case 'try':
        return this.#try(statement, write);
      case 'function':
        this.#functions.set(statement.name, statement);
        return;
      case 'param':
        return this.#bind(
          statement.parameters,
          [],
          new Map(this.#given.map(({ name = '', value }) => [name.toLowerCase(), value])),
        );
      case 'leave': {
        const value = statement.value === undefined ? undefined : await this.#one(statement.value);
        if (statement.how === 'throw') throw plainFailure(textOf(value ?? null));
        if (statement.how === 'exit') throw new Exit();
        if (value !== undefined) write(value);
        throw new Return();
      }
    }
  }

  async #switch({ of, arms, otherwise }: Statement & { kind: 'switch' }, write: Write): Promise<void> {
    const value = await this.#one(of);
    let hit = false;
    for (const { test, body } of arms) {
      if (!isTrue(operate('-eq', value, await this.#value(test), ''))) continue;
      hit = true;
      await this.#block(body, write);
    }
    if (!hit) await this.#block(otherwise, write);
  }

  async #try({ body, failed, after }: Statement & { kind: 'try' }, write: Write): Promise<void> {
    try {
      await this.#block(body, write);
    } catch (error) {
      const thrown = thrownBy(error);
      if (!thrown) throw error;
      const record = new Table();
      record.set('Exception', thrown.exception);
      this.#set('_', record);
      await this.#block(failed, write);
    } finally {
      await this.#block(after, write);
    }
  }

  async #bind(
    parameters: readonly Parameter[],
    positional: readonly Value[],
    named: ReadonlyMap<string, Value>,
  ): Promise<void> {
    const left = [...positional];
    for (const { name, type, initial } of parameters) {
      const given = named.get(name) ?? (named.has(name) ? null : left.shift());
      const value = given === undefined ? (initial === undefined ? null : await this.#value(initial)) : given;
      this.#set(name, convert(value, type));
    }
  }

  async #assign(to: Expression, operator: string, value: Value): Promise<void> {
    if (to.kind === 'cast') return this.#assign(to.of, operator, convert(value, to.type));
    const next = operator === '=' ? value : operate(operator.slice(0, 1), await this.#value(to), value, '');
    if (to.kind === 'variable') this.#set(to.name, next);
    else if (to.kind === 'member' && to.of.kind === 'type') setStatic(to.of.name, to.name.toLowerCase());
    else if (to.kind === 'member') setMember(await this.#value(to.of), to.name, next);
    else if (to.kind === 'index')
      setMember(await this.#value(to.of), textOf(await this.#value(to.index)), next);
    else throw new PowerShellUnknown('this assignment');
  }

  #set(name: string, value: Value): void {
    this.#scopes[0]?.set(name, value);
  }

  #get(name: string): Value {
    if (name === 'true') return true;
    if (name === 'false') return false;
    if (name === 'null') return null;
    if (name.startsWith('env:')) throw new PowerShellUnknown(`$${name}`);
    return this.#scopes.find((scope) => scope.has(name))?.get(name) ?? null;
  }

  async #one(pipeline: Pipeline): Promise<Value> {
    return collected(await this.#pipeline(pipeline));
  }

  async #pipeline({ parts }: Pipeline): Promise<readonly Value[]> {
    let input: readonly Value[] | undefined;
    for (const part of parts) {
      if (part.kind === 'command') input = await this.#command(part, input);
      // A list that ends a pipeline is what its parts are, one after the other.
      else input = each(await this.#value(part));
    }
    return input ?? [];
  }

  async #command(command: Command, input: readonly Value[] | undefined): Promise<readonly Value[]> {
    const { name } = command;
    if (name === 'foreach-object' || name === 'where-object') return this.#overEach(command, input ?? []);
    const positional: Value[] = [];
    for (const argument of command.positional) positional.push(await this.#value(argument));
    const named = new Map<string, Value>();
    for (const { name: parameter, value } of command.named)
      named.set(parameter, value === undefined ? true : await this.#value(value));
    const called = this.#functions.get(name);
    if (!called) return runCommand({ name, positional, named, input }, this.#fetch);
    const outer = this.#scopes;
    this.#scopes = [new Map(), ...outer];
    const written: Value[] = [];
    try {
      await this.#bind(called.parameters, positional, named);
      await this.#block(called.body, (value) => written.push(...each(value)));
    } catch (error) {
      if (!(error instanceof Return)) throw error;
    } finally {
      this.#scopes = outer;
    }
    return written;
  }

  async #overEach({ name, positional }: Command, input: readonly Value[]): Promise<readonly Value[]> {
    const [script] = positional;
    if (script?.kind !== 'array') throw new PowerShellUnknown(`${name} without { }`);
    const written: Value[] = [];
    for (const value of input) {
      this.#set('_', value);
      const inner: Value[] = [];
      await this.#block(script.body, (one) => inner.push(one));
      if (name === 'foreach-object') written.push(...inner);
      else if (isTrue(collected(inner))) written.push(value);
    }
    return written;
  }

  async #values(expressions: readonly Expression[]): Promise<Value[]> {
    const values: Value[] = [];
    for (const expression of expressions) values.push(await this.#value(expression));
    return values;
  }

  async #value(expression: Expression): Promise<Value> {
    switch (expression.kind) {
      case 'value':
        return expression.value;
      case 'text': {
        let text = '';
        for (const piece of expression.pieces)
          text += typeof piece === 'string' ? piece : textOf(await this.#value(piece));
        return text;
      }
      case 'variable':
        return this.#get(expression.name);
      case 'type':
        return expression.name;
      case 'list':
        return this.#values(expression.items);
      case 'array':
      case 'sub': {
        const written: Value[] = [];
        await this.#block(expression.body, (value) => written.push(value));
        return expression.kind === 'array' ? written.flatMap(each) : collected(written);
      }
      case 'hash': {
        const table = new Table();
        for (const { key, value } of expression.entries)
          table.set(textOf(await this.#value(key)), await this.#one(value));
        return table;
      }
      case 'member':
        if (expression.of.kind === 'type')
          return staticMember(expression.of.name, expression.name.toLowerCase());
        return memberOf(await this.#value(expression.of), expression.name);
      case 'call': {
        const args = await this.#values(expression.args);
        if (expression.of.kind === 'type')
          return callStatic(this.#fetch, expression.of.name, expression.name.toLowerCase(), args);
        return callMethod(await this.#value(expression.of), expression.name, args);
      }
      case 'index':
        return indexOf(await this.#value(expression.of), await this.#value(expression.index));
      case 'cast':
        return convert(await this.#value(expression.of), expression.type);
      case 'unary':
        return this.#unary(expression.operator, await this.#value(expression.of));
      case 'binary':
        return this.#binary(expression);
    }
  }

  #unary(operator: string, value: Value): Value {
    if (operator === '-not') return !isTrue(value);
    if (operator === '-') return -numberOf(value);
    return operator === '-join' ? each(value).map(textOf).join('') : textOf(value).split(/\s+/);
  }

  async #binary({ operator, left, right }: Expression & { kind: 'binary' }): Promise<Value> {
    const first = await this.#value(left);
    if (operator === '-and') return isTrue(first) && isTrue(await this.#value(right));
    if (operator === '-or') return isTrue(first) || isTrue(await this.#value(right));
    const second = await this.#value(right);
    if (operator === '-match') {
      const groups = found(first, second);
      const table = new Table();
      for (const [at, text] of [...(groups ?? [])].entries()) table.set(String(at), text ?? '');
      if (groups) this.#set('matches', table);
    }
    return operate(operator, first, second, right.kind === 'type' ? right.name : '');
  }
}

/** Runs a PowerShell script for a virtual machine; what is not understood is said on stderr, by its name. */
export async function runPowerShell(script: string, given: readonly Given[], fetch: Fetch): Promise<Output> {
  let stdout = '';
  try {
    await new PowerShell(fetch, given).run(readScript(script), (value) => {
      if (value !== null) stdout += `${shown(value)}\n`;
    });
    return { stdout, stderr: '' };
  } catch (error) {
    const thrown = thrownBy(error);
    if (thrown) return { stdout, stderr: `${thrown.message}\n` };
    if (!(error instanceof PowerShellUnknown)) throw error;
    return { stdout, stderr: `${error.message}. ${available}\n` };
  }
}
