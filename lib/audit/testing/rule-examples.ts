import { expect } from 'vitest';
import { buildEstate, type EstateDescription } from '@/lib/estate/testing/build-estate';
import type { Rule } from '../rule/rule';
import { runRule } from '../run';

/** An estate a rule finds something in, in which everything is visible. */
export interface FiringEstate {
  what: string;
  estate: EstateDescription;
  /** How many rows of the rule's subject. */
  found: number;
}

/** An estate like it in which there is nothing to find, and everything is visible. */
export type SilentEstate = Omit<FiringEstate, 'found'>;

/** What a case is about, its estate, and what the rule says of it: how many rows, and whether something stayed unknown. */
export type RuleCase = [string, EstateDescription, { found: number; unknown?: boolean }];

export function checkRule(rule: Rule, [, description, expected]: RuleCase): void {
  const { outcome } = runRule(rule, buildEstate(description));
  const rows = outcome.rows[rule.subject] ?? [];
  expect({ found: rows.length, unknown: outcome.unknown }).toEqual({ unknown: false, ...expected });
  expect(new Set(rows).size).toBe(rows.length);
}
