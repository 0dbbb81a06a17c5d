import { ShellSyntaxError } from './shell-words.ts';

const comparisons: Readonly<Record<string, (left: string, right: string) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '-eq': (left, right) => Number(left) === Number(right),
  '-ne': (left, right) => Number(left) !== Number(right),
  '-lt': (left, right) => Number(left) < Number(right),
  '-le': (left, right) => Number(left) <= Number(right),
  '-gt': (left, right) => Number(left) > Number(right),
  '-ge': (left, right) => Number(left) >= Number(right),
};

/** `test` without files: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/test.html. Throws ShellSyntaxError. */
export function holds(args: readonly string[]): boolean {
  const [first, second, third, ...more] = args;
  if (first === '!' && args.length > 1) return !holds(args.slice(1));
  if (first === undefined) return false;
  if (second === undefined) return first !== '';
  if (third === undefined) {
    if (first === '-n') return second !== '';
    if (first === '-z') return second === '';
  } else if (more.length === 0) {
    const compare = Object.hasOwn(comparisons, second) ? comparisons[second] : undefined;
    if (compare) return compare(first, third);
  }
  throw new ShellSyntaxError(`the test '${args.join(' ')}'`);
}
