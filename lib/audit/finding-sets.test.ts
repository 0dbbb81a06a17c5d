import { expect, test } from 'vitest';
import { membersOf } from '@/lib/model/schema';
import { findingSets } from './finding-sets';
import type { Rule } from './rule/rule';
import type { RuleResult } from './run';

const words = { tag: '', title: String, short: '', detail: '' };
const find = () => ({ rows: {}, unknown: false });

/** A rule that marks rows of hosts. */
function marks(id: string, severity: Rule['severity'], hosts: readonly number[]): RuleResult {
  const rule: Rule = { id, severity, subject: 'hosts', words, dependsOn: [], find };
  return { rule, outcome: { rows: { hosts }, unknown: false } };
}

test('a row has the rules that mark it, gravest first, then in the order of the rules', () => {
  const { codes, cells } = findingSets(
    [marks('b', 'low', [1, 2]), marks('z', 'high', [2]), marks('a', 'low', [2])],
    'hosts',
    4,
  );
  expect([...codes].map((code) => cells[code])).toEqual(['', 'b', 'z b a', '']);
});

test('rows with the same rules share a cell; a row named twice counts once', () => {
  const { cells } = findingSets([marks('a', 'high', [0, 1, 1]), marks('b', 'high', [0, 1, 0])], 'hosts', 2);
  expect(cells).toEqual(['', 'a', 'a b']);
});

test('there may be more rules than a number has bits', () => {
  const many = Array.from({ length: 70 }, (_, index) =>
    marks(`rule-${index}`, 'high', [0, ...(index % 2 === 0 ? [1] : [])]),
  );
  const { codes, cells } = findingSets(many, 'hosts', 3);
  const setOf = (row: number) => membersOf(cells[codes[row] ?? 0] ?? '');
  expect(setOf(0)).toEqual(many.map(({ rule }) => rule.id));
  expect(setOf(1)).toHaveLength(35);
  expect(setOf(2)).toEqual([]);
});
