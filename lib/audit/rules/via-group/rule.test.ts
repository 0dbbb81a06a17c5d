import { describe, it } from 'vitest';
import { a } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { viaGroup } from './rule';

const cases: RuleCase[] = [['not readable', { identities: [a], groups: null }, { found: 0, unknown: true }]];

describe('via-group', () => {
  it.each(cases)('%s', (...one) => checkRule(viaGroup, one));
});
