import type { Facts } from '../../../core/contract/evaluator.ts';
import { covers } from './action-pattern.ts';
import { compares, type Value } from './operators.ts';
import {
  type Attribute,
  ConditionError,
  type Expression,
  type Operand,
  parseCondition,
} from './parse-condition.ts';

interface Question extends Facts {
  readonly action: string;
  readonly nowMs: number;
}

function isList(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

/** Values of an attribute; undefined when the request has none. */
function attributeValues({ source, name }: Attribute, question: Question): readonly Value[] | undefined {
  if (source === 'environment') return [new Date(question.nowMs).toISOString()];
  const found = question[source]?.[name];
  if (found === undefined) return undefined;
  return isList(found) ? found : [found];
}

function valuesOf(operand: Operand, question: Question): readonly Value[] | undefined {
  return operand.kind === 'literal' ? operand.values : attributeValues(operand, question);
}

function compare(expression: Expression & { kind: 'compare' }, question: Question): boolean {
  const left = valuesOf(expression.left, question);
  const right = valuesOf(expression.right, question);
  if (left === undefined || right === undefined) return false;
  const { operator, quantifiers } = expression;
  if (!quantifiers) {
    const [first, second] = [left[0], right[0]];
    return first !== undefined && second !== undefined && compares(operator, first, second);
  }
  const [ofLeft, ofRight] = quantifiers;
  const one = (value: Value): boolean =>
    ofRight === 'Any'
      ? right.some((other) => compares(operator, value, other))
      : right.every((other) => compares(operator, value, other));
  return ofLeft === 'Any' ? left.some(one) : left.every(one);
}

function holds(expression: Expression, question: Question): boolean {
  switch (expression.kind) {
    case 'and':
      return holds(expression.left, question) && holds(expression.right, question);
    case 'or':
      return holds(expression.left, question) || holds(expression.right, question);
    case 'not':
      return !holds(expression.inner, question);
    case 'action':
      return expression.patterns.some((pattern) => covers(pattern, question.action));
    case 'subOperation':
      return expression.patterns.some(
        (pattern) => pattern.toLowerCase() === question.subOperation?.toLowerCase(),
      );
    case 'exists':
      return attributeValues(expression.attribute, question) !== undefined;
    case 'compare':
      return compare(expression, question);
  }
}

const parsed = new Map<string, Expression | undefined>();
const maxParsed = 1000;

function parsedOnce(condition: string): Expression | undefined {
  if (parsed.has(condition)) return parsed.get(condition);
  let expression: Expression | undefined;
  try {
    expression = parseCondition(condition);
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
  }
  if (parsed.size >= maxParsed) parsed.clear();
  parsed.set(condition, expression);
  return expression;
}

/**
 * Whether the condition of a role assignment lets the action through. A comparison with an attribute the request does
 * not have is false; a condition that cannot be read grants nothing.
 * https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
export function conditionHolds(condition: string, question: Question): boolean {
  const expression = parsedOnce(condition);
  return expression !== undefined && holds(expression, question);
}
