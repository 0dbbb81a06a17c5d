import { describe, it } from 'vitest';
import { prod, rg } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { redundantRoleAssignment } from './rule';

const cases: RuleCase[] = [
  [
    'another role above',
    {
      roleAssignments: [
        { principalId: 'u', role: 'Owner', scope: prod },
        { principalId: 'u', role: 'Reader', scope: rg },
      ],
    },
    { found: 0 },
  ],
  [
    'held on the management group',
    {
      subscriptions: [{ subscriptionId: prod.slice(15), name: 'Prod', managementGroup: 'mg', visible: true }],
      managementGroups: [{ name: 'mg', displayName: 'mg', parent: '' }],
      roleAssignments: [
        { principalId: 'u', role: 'Reader', scope: '/providers/Microsoft.Management/managementGroups/MG' },
        { principalId: 'u', role: 'Reader', scope: rg },
      ],
    },
    { found: 1 },
  ],
];

describe('redundant-role-assignment', () => {
  it.each(cases)('%s', (...one) => checkRule(redundantRoleAssignment, one));
});
