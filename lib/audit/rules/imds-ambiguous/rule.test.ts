import { describe, it } from 'vitest';
import { a, on, rg, vm } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { imdsAmbiguous } from './rule';

const cases: RuleCase[] = [
  [
    'its own without any role, the other with one',
    {
      identities: [a],
      hosts: [{ id: vm('v'), system: 'ps', user: [a.id] }],
      roleAssignments: [{ principalId: 'pa', role: 'Reader', scope: rg }],
    },
    { found: 1 },
  ],
  ['one', { identities: [a], hosts: on('v') }, { found: 0 }],
];

describe('imds-ambiguous', () => {
  it.each(cases)('%s', (...one) => checkRule(imdsAmbiguous, one));
});
