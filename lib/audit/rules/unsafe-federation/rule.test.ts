import { describe, it } from 'vitest';
import { a, github } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { unsafeFederation } from './rule';

const cases: RuleCase[] = [
  [
    'issuer nobody knows',
    { identities: [{ ...a, federated: [{ ...github, issuer: 'https://ci.example.org', subject: 'x' }] }] },
    { found: 1 },
  ],
  ['not readable', { identities: [{ ...a, federated: null }] }, { found: 0, unknown: true }],
];

describe('unsafe-federation', () => {
  it.each(cases)('%s', (...one) => checkRule(unsafeFederation, one));
});
