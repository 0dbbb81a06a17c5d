import { describe, it } from 'vitest';
import { gap, prod, rg } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { redundantRoleAssignment } from './rule';

const cases: RuleCase[] = [
  [
    'nothing above it, as far as scopes above are visible',
    {
      roleAssignments: [{ principalId: 'u', role: 'Reader', scope: rg }],
      gaps: [{ ...gap, id: 'management-groups' }],
    },
    { found: 0, unknown: true },
  ],
  [
    'nothing above it, in a subscription whose role assignments were refused',
    {
      roleAssignments: [{ principalId: 'u', role: 'Reader', scope: rg }],
      gaps: [{ ...gap, id: 'source:roleAssignments' }],
    },
    { found: 0, unknown: true },
  ],
  [
    'another subscription that is not visible, which cannot be above it',
    {
      roleAssignments: [{ principalId: 'u', role: 'Reader', scope: rg }],
      subscriptions: [{ subscriptionId: 'x', name: 'Sandbox', managementGroup: '', visible: false }],
    },
    { found: 0 },
  ],
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
