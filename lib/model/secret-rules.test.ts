import { expect, it } from 'vitest';
import { passwordRules, secretProblem } from './secret-rules';

const linux = passwordRules(false);

it.each([
  ['Short-1', 'Use at least 12 characters.'],
  ['a'.repeat(73), 'Use at most 72 characters.'],
  ['correct-horse-battery', 'Use three of these'],
  ['correcthorse1', 'Use three of these'],
  ['Correct-Horse\t7', 'Control characters'],
])('says what is wrong with %j', (password, problem) => {
  expect(secretProblem(linux, password)).toContain(problem);
});

it.each(['Correct-Horse-7', 'correct-horse-7', 'CORRECT_HORSE7', 'Correcthorse7', 'Correct-Horse-é'])(
  'takes %s',
  (password) => {
    expect(secretProblem(linux, password)).toBe('');
  },
);

it('takes longer ones for Windows', () => {
  const long = `Aa1${'x'.repeat(100)}`;
  expect(secretProblem(passwordRules(true), long)).toBe('');
  expect(secretProblem(linux, long)).not.toBe('');
});
