import { describe, it } from 'vitest';
import { a, vm } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { isolationMismatch } from './rule';

const cases: RuleCase[] = [
  [
    'Regional, and a subscription that is not visible',
    {
      identities: [{ ...a, isolationScope: 'Regional' }],
      subscriptions: [{ subscriptionId: 'x', name: 'Sandbox', managementGroup: '', visible: false }],
    },
    { found: 0, unknown: true },
  ],
  [
    'not isolated',
    { identities: [a], hosts: [{ id: vm('v'), user: [a.id], location: 'northeurope' }] },
    { found: 0 },
  ],
];

describe('isolation-mismatch', () => {
  it.each(cases)('%s', (...one) => checkRule(isolationMismatch, one));
});
