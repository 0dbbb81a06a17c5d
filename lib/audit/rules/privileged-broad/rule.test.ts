import { describe, it } from 'vitest';
import { a, condition, gap, prod } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { privilegedBroad } from './rule';

const cases: RuleCase[] = [
  [
    'a role of its group whose definition could not be read',
    {
      identities: [a],
      groups: { pa: ['g'] },
      principals: [{ principalId: 'g', kind: 'group', displayName: 'g' }],
      roleAssignments: [{ principalId: 'g', role: 'Owner', scope: prod }],
      unreadRoles: ['Owner'],
    },
    { found: 0, unknown: true },
  ],
  [
    'Reader on a subscription',
    { identities: [a], roleAssignments: [{ principalId: 'pa', role: 'Reader', scope: prod }] },
    { found: 0 },
  ],
  [
    'only granting, kept by a condition',
    {
      identities: [a],
      roleAssignments: [
        { principalId: 'pa', role: 'Role Based Access Control Administrator', scope: prod, condition },
      ],
    },
    { found: 0 },
  ],
  [
    'through a group',
    {
      identities: [a],
      groups: { pa: ['g'] },
      roleAssignments: [{ principalId: 'g', role: 'Owner', scope: '/' }],
    },
    { found: 1 },
  ],
  ['groups not readable', { identities: [a], groups: null }, { found: 0, unknown: true }],
  [
    'management groups not visible: there may be more subscriptions',
    { identities: [a], gaps: [{ ...gap, id: 'management-groups' }] },
    { found: 0, unknown: true },
  ],
  [
    'a gap that has nothing to do with it',
    { identities: [a], gaps: [{ ...gap, id: 'sign-ins' }] },
    { found: 0 },
  ],
];

describe('privileged-broad', () => {
  it.each(cases)('%s', (...one) => checkRule(privilegedBroad, one));
});
