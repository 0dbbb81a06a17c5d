import { describe, it } from 'vitest';
import { a, gap, on, rg, vm } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { imdsAmbiguous } from './rule';

const cases: RuleCase[] = [
  [
    'its own without any role as far as groups are known, which they are not',
    {
      identities: [a],
      hosts: [{ id: vm('v'), system: 'ps', user: [a.id] }],
      roleAssignments: [{ principalId: 'pa', role: 'Reader', scope: rg }],
      groups: null,
    },
    { found: 0, unknown: true },
  ],
  [
    'its own without any role that can be seen',
    {
      identities: [a],
      hosts: [{ id: vm('v'), system: 'ps', user: [a.id] }],
      roleAssignments: [{ principalId: 'pa', role: 'Reader', scope: rg }],
      gaps: [{ ...gap, id: 'source:roleAssignments' }],
    },
    { found: 0, unknown: true },
  ],
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
