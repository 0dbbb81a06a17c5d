import { describe, it } from 'vitest';
import { a } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { unused } from './rule';

const cases: RuleCase[] = [
  ['federation not readable', { identities: [{ ...a, federated: null }] }, { found: 0, unknown: true }],
  [
    'a subscription unseen',
    {
      identities: [a],
      subscriptions: [{ subscriptionId: 'x', name: 'Sandbox', managementGroup: '', visible: false }],
    },
    { found: 1, unknown: true },
  ],
];

describe('unused', () => {
  it.each(cases)('%s', (...one) => checkRule(unused, one));
});
