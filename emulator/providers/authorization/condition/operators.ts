export type Value = string | number | boolean;

/** Compares one value with one value; false when their kinds do not fit the operator. */
type Compare = (left: Value, right: Value) => boolean;

const text = (compare: (left: string, right: string) => boolean, ignoreCase = false): Compare => {
  return (left, right) => {
    if (typeof left !== 'string' || typeof right !== 'string') return false;
    return ignoreCase ? compare(left.toLowerCase(), right.toLowerCase()) : compare(left, right);
  };
};

/** `*` is any text, `?` one character. */
function like(left: string, pattern: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(left);
}

const equal = (left: Value, right: Value): boolean => left === right;
const startsWith = (left: string, right: string): boolean => left.startsWith(right);

function both(compare: (left: string, right: string) => boolean, name: string): [string, Compare][] {
  const not = (left: string, right: string): boolean => !compare(left, right);
  return [
    [`String${name}`, text(compare)],
    [`StringNot${name}`, text(not)],
    [`String${name}IgnoreCase`, text(compare, true)],
    [`StringNot${name}IgnoreCase`, text(not, true)],
  ];
}

/** Numbers as they are, times as epoch milliseconds; undefined for anything else. */
const numberOf = (value: Value): number | undefined => (typeof value === 'number' ? value : undefined);
function timeOf(value: Value): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function ordered(prefix: string, read: (value: Value) => number | undefined): [string, Compare][] {
  const by =
    (holds: (left: number, right: number) => boolean): Compare =>
    (left, right) => {
      const [first, second] = [read(left), read(right)];
      return first !== undefined && second !== undefined && holds(first, second);
    };
  return [
    [`${prefix}Equals`, by((left, right) => left === right)],
    [`${prefix}NotEquals`, by((left, right) => left !== right)],
    [`${prefix}GreaterThan`, by((left, right) => left > right)],
    [`${prefix}GreaterThanEquals`, by((left, right) => left >= right)],
    [`${prefix}LessThan`, by((left, right) => left < right)],
    [`${prefix}LessThanEquals`, by((left, right) => left <= right)],
  ];
}

const operators: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ...both(equal, 'Equals'),
  ...both(startsWith, 'StartsWith'),
  ...both(like, 'Like'),
  ['GuidEquals', text(equal, true)],
  ['GuidNotEquals', text((left, right) => left !== right, true)],
  ['BoolEquals', (left, right) => typeof left === 'boolean' && left === right],
  [
    'BoolNotEquals',
    (left, right) => typeof left === 'boolean' && typeof right === 'boolean' && left !== right,
  ],
  ...ordered('Numeric', numberOf),
  ...ordered('DateTime', timeOf),
]);

export function isOperator(name: string): boolean {
  return operators.has(name);
}

/** Whether `left operator right` holds; false for an unknown operator. */
export function compares(operator: string, left: Value, right: Value): boolean {
  return operators.get(operator)?.(left, right) ?? false;
}
