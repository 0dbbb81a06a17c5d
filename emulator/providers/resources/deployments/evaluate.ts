import { type Expression, expressionOf } from './expression.ts';
import { isObject, type Json, type JsonObject, property } from './json.ts';
import { boolean, callPure, integer, type PureFunction } from './pure-function.ts';
import { badArguments, TemplateError, unknownFunction } from './template-error.ts';
import { pureFunctions } from './value-functions.ts';

/** Loops around an expression: name in lower case → index. `innermost` is the one copyIndex() means. */
export interface Loops {
  readonly indexes: ReadonlyMap<string, number>;
  readonly innermost?: string;
}

export const noLoops: Loops = { indexes: new Map() };

/** Functions that know where the template is deployed: parameters, resourceId, reference… By lower-cased name. */
export type ContextFunctions = ReadonlyMap<string, (args: readonly Json[]) => Json>;

export interface Evaluation {
  readonly functions: ContextFunctions;
  readonly loops: Loops;
}

const pureByName = new Map<string, readonly [string, PureFunction]>(
  Object.entries(pureFunctions).map(([name, value]) => [name.toLowerCase(), [name, value]]),
);

/** Names of functions whose arguments are evaluated only as needed. */
const lazy = new Set(['if', 'and', 'or', 'coalesce', 'copyindex']);

/** What reads Azure while a deployment runs; not allowed where the deployment is planned. list* functions are not supported. */
export const runtimeFunction = 'reference';

export function isKnownFunction(name: string, functions: ContextFunctions): boolean {
  const lower = name.toLowerCase();
  return pureByName.has(lower) || lazy.has(lower) || functions.has(lower);
}

function callLazy(name: string, args: readonly Expression[], evaluation: Evaluation): Json {
  const value = (index: number): Json => {
    const argument = args[index];
    if (!argument) throw badArguments(name, `argument ${index + 1} is missing`);
    return evaluateExpression(argument, evaluation);
  };
  switch (name.toLowerCase()) {
    case 'if':
      if (args.length !== 3) throw badArguments(name, 'it takes 3 arguments');
      return boolean(name, value(0)) ? value(1) : value(2);
    case 'and':
      return args.every((_, index) => boolean(name, value(index)));
    case 'or':
      return args.some((_, index) => boolean(name, value(index)));
    case 'coalesce': {
      for (const index of args.keys()) {
        const found = value(index);
        if (found !== null) return found;
      }
      return null;
    }
    default:
      return copyIndex(
        name,
        args.map((_, index) => value(index)),
        evaluation.loops,
      );
  }
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric#copyindex */
function copyIndex(name: string, args: readonly Json[], loops: Loops): number {
  const [first, second] = args;
  const loop = typeof first === 'string' ? first.toLowerCase() : loops.innermost;
  const index = loop === undefined ? undefined : loops.indexes.get(loop);
  if (index === undefined) {
    throw new TemplateError(
      `The template function '${name}' is not expected at this location. The function can only be used in a resource with copy specified. Please see https://aka.ms/arm-copy for usage details.`,
    );
  }
  const offset = typeof first === 'string' ? second : first;
  return index + (offset === undefined ? 0 : integer(name, offset));
}

export function evaluateExpression(expression: Expression, evaluation: Evaluation): Json {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'member') return evaluateMember(expression, evaluation);
  const lower = expression.name.toLowerCase();
  if (lazy.has(lower)) return callLazy(expression.name, expression.args, evaluation);
  const known = pureByName.get(lower);
  const contextual = evaluation.functions.get(lower);
  if (!known && !contextual) throw unknownFunction(expression.name);
  const args = expression.args.map((argument) => evaluateExpression(argument, evaluation));
  if (known) return callPure(known[0], known[1], args);
  return contextual?.(args) ?? null;
}

function evaluateMember(expression: Expression & { kind: 'member' }, evaluation: Evaluation): Json {
  const target = evaluateExpression(expression.target, evaluation);
  const key = evaluateExpression(expression.key, evaluation);
  if (Array.isArray(target) && typeof key === 'number') {
    const entry = target[key];
    if (entry !== undefined) return entry;
    if (expression.safe) return null;
    throw new TemplateError(
      `The language expression property array index '${key}' is out of bounds. Please see https://aka.ms/arm-function-array for usage details.`,
    );
  }
  if (isObject(target) && typeof key === 'string') {
    const found = property(target, key);
    if (found !== undefined) return found;
    if (expression.safe) return null;
    throw new TemplateError(
      `The language expression property '${key}' doesn't exist, available properties are '${Object.keys(target).join(', ')}'. Please see https://aka.ms/arm-function-runtime for usage details.`,
    );
  }
  if (target === null && expression.safe) return null;
  throw new TemplateError(
    `The language expression property '${String(key)}' can't be evaluated. Please see https://aka.ms/arm-functions for usage details.`,
  );
}

/** Evaluates every expression inside a template value, and loops over properties (`copy: [{name, count, input}]`). */
export function evaluate(value: Json, evaluation: Evaluation): Json {
  if (typeof value === 'string') {
    const expression = expressionOf(value);
    if (expression) return evaluateExpression(expression, evaluation);
    return value.startsWith('[[') ? value.slice(1) : value;
  }
  if (Array.isArray(value)) return value.map((entry) => evaluate(entry, evaluation));
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    if (key.toLowerCase() === 'copy' && Array.isArray(entry)) {
      for (const loop of entry) Object.assign(result, expandLoop(loop, evaluation));
      continue;
    }
    const name = evaluate(key, evaluation);
    result[typeof name === 'string' ? name : key] = evaluate(entry, evaluation);
  }
  return result;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties */
function expandLoop(loop: Json, evaluation: Evaluation): JsonObject {
  const name = isObject(loop) ? property(loop, 'name') : undefined;
  const input = isObject(loop) ? property(loop, 'input') : undefined;
  if (!isObject(loop) || typeof name !== 'string' || input === undefined) {
    throw new TemplateError(
      "A 'copy' of properties needs a name, a count and an input. Please see https://aka.ms/arm-property-copy for usage details.",
    );
  }
  const count = loopCount(name, property(loop, 'count') ?? null, evaluation);
  const entries: Json[] = [];
  for (let index = 0; index < count; index += 1) {
    entries.push(evaluate(input, { ...evaluation, loops: innerLoop(evaluation.loops, name, index) }));
  }
  return { [name]: entries };
}

export function loopCount(name: string, count: Json, evaluation: Evaluation): number {
  const value = evaluate(count, evaluation);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 800) return value;
  throw new TemplateError(
    `The copy count of '${name}' must be a number between 0 and 800. Please see https://aka.ms/arm-resource-loops for usage details.`,
  );
}

export function innerLoop(loops: Loops, name: string, index: number): Loops {
  const lower = name.toLowerCase();
  return { indexes: new Map([...loops.indexes, [lower, index]]), innermost: lower };
}
