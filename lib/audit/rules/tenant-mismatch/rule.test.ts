import { describe, it } from 'vitest';
import { vm } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { tenantMismatch } from './rule';

const cases: RuleCase[] = [
  [
    'not told for its own identity',
    { hosts: [{ id: vm('v'), system: 'p', tenantId: '' }] },
    { found: 0, unknown: true },
  ],
];

describe('tenant-mismatch', () => {
  it.each(cases)('%s', (...one) => checkRule(tenantMismatch, one));
});
