import { describe, it } from 'vitest';
import { a, rg } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { orphanedRoleAssignment } from './rule';

const cases: RuleCase[] = [
  [
    'Graph refuses',
    { absent: null, roleAssignments: [{ principalId: 'gone', role: 'Reader', scope: rg }] },
    { found: 0, unknown: true },
  ],
  [
    'held by an identity of the estate, Graph refuses',
    { absent: null, identities: [a], roleAssignments: [{ principalId: 'pa', role: 'Reader', scope: rg }] },
    { found: 0 },
  ],
  [
    'group of another tenant',
    {
      absent: ['f'],
      roleAssignments: [{ principalId: 'f', principalType: 'ForeignGroup', role: 'Reader', scope: rg }],
    },
    { found: 0, unknown: true },
  ],
];

describe('orphaned-role-assignment', () => {
  it.each(cases)('%s', (...one) => checkRule(orphanedRoleAssignment, one));
});
