import { Failure, orFailure } from './failure.ts';
import { shortType } from './natives.ts';
import { PowerShellUnknown } from './tokens.ts';
import { each, isList, isTrue, Native, numberOf, Table, textOf, type Value } from './values.ts';

/** Patterns are .NET's, in which what scripts use means the same as here, and letters match in any casing. */
function pattern(value: Value, flags = 'i'): RegExp {
  const source = textOf(value);
  return orFailure(() => new RegExp(source, flags), `parsing "${source}" failed`);
}

function isLike(text: string, wildcard: string): boolean {
  const source = wildcard
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[\\s\\S]*')
    .replaceAll('?', '[\\s\\S]');
  return new RegExp(`^${source}$`, 'i').test(text);
}

function isSame(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left === 'number') return left === Number(textOf(right));
  if (typeof left === 'boolean') return left === isTrue(right);
  return textOf(left).toLowerCase() === textOf(right).toLowerCase();
}

/** A list on the left of a comparison gives those of its values that it holds for. */
function compared(left: Value, holds: (one: Value) => boolean): Value {
  return isList(left) ? left.filter(holds) : holds(left);
}

function isOfType(value: Value, type: string): boolean {
  const short = shortType(type);
  if (value instanceof Native) return shortType(value.type) === short;
  if (short === 'string') return typeof value === 'string';
  if (short === 'int' || short === 'int32') return typeof value === 'number';
  if (short === 'hashtable') return value instanceof Table;
  if (short === 'array') return isList(value);
  return false;
}

function replaced(left: Value, right: Value): Value {
  const [what = '', by = ''] = each(right);
  const change = (one: Value) => textOf(one).replaceAll(pattern(what, 'gi'), textOf(by));
  return isList(left) ? left.map(change) : change(left);
}

function added(left: Value, right: Value): Value {
  if (typeof left === 'number') return left + numberOf(right);
  if (isList(left)) return [...left, ...each(right)];
  if (left === null) return right;
  return textOf(left) + textOf(right);
}

function divisor(value: Value): number {
  const number = numberOf(value);
  if (number === 0) throw new Failure('Attempted to divide by zero.');
  return number;
}

/** What `-match` found, for $Matches. */
export function found(left: Value, right: Value): RegExpExecArray | null {
  return pattern(right).exec(textOf(left));
}

/** Both values are known: `-and` and `-or`, which need not look at the second, are not here. `type` is set for -is. */
export function operate(operator: string, left: Value, right: Value, type: string): Value {
  switch (operator) {
    case '-eq':
    case '-ceq':
      return compared(left, (one) =>
        operator === '-ceq' ? textOf(one) === textOf(right) : isSame(one, right),
      );
    case '-ne':
    case '-cne':
      return compared(
        left,
        (one) => !(operator === '-cne' ? textOf(one) === textOf(right) : isSame(one, right)),
      );
    case '-gt':
      return compared(left, (one) => numberOf(one) > numberOf(right));
    case '-ge':
      return compared(left, (one) => numberOf(one) >= numberOf(right));
    case '-lt':
      return compared(left, (one) => numberOf(one) < numberOf(right));
    case '-le':
      return compared(left, (one) => numberOf(one) <= numberOf(right));
    case '-match':
      return compared(left, (one) => found(one, right) !== null);
    case '-notmatch':
      return compared(left, (one) => found(one, right) === null);
    case '-like':
      return compared(left, (one) => isLike(textOf(one), textOf(right)));
    case '-notlike':
      return compared(left, (one) => !isLike(textOf(one), textOf(right)));
    case '-is':
      return isOfType(left, type);
    case '-isnot':
      return !isOfType(left, type);
    case '-contains':
      return each(left).some((one) => isSame(one, right));
    case '-notcontains':
      return !each(left).some((one) => isSame(one, right));
    case '-in':
      return each(right).some((one) => isSame(one, left));
    case '-notin':
      return !each(right).some((one) => isSame(one, left));
    case '-replace':
      return replaced(left, right);
    case '-split':
      return textOf(left).split(pattern(right));
    case '-join':
      return each(left).map(textOf).join(textOf(right));
    case '-f': {
      const values = each(right);
      return textOf(left).replaceAll(/\{(\d+)\}/g, (_, at: string) => textOf(values[Number(at)] ?? null));
    }
    case '+':
      return added(left, right);
    case '-':
      return numberOf(left) - numberOf(right);
    case '*':
      return typeof left === 'string' ? left.repeat(numberOf(right)) : numberOf(left) * numberOf(right);
    case '/':
      return numberOf(left) / divisor(right);
    case '%':
      return numberOf(left) % divisor(right);
    default:
      throw new PowerShellUnknown(`the operator ${operator}`);
  }
}
