import { describe, it } from 'vitest';
import { a, on, rg } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { privilegedShared } from './rule';

const cases: RuleCase[] = [
  [
    'a harmless role, and one whose definition could not be read',
    {
      identities: [a],
      hosts: on('v1', 'v2'),
      roleAssignments: [
        { principalId: 'pa', role: 'Reader', scope: rg },
        { principalId: 'pa', role: 'Virtual Machine Contributor', scope: rg },
      ],
      unreadRoles: ['Virtual Machine Contributor'],
    },
    { found: 0, unknown: true },
  ],
  [
    'all data of a group',
    {
      identities: [a],
      hosts: on('v1', 'v2'),
      roleAssignments: [{ principalId: 'pa', role: 'Key Vault Secrets User', scope: rg }],
    },
    { found: 1 },
  ],
  [
    'data of one vault',
    {
      identities: [a],
      hosts: on('v1', 'v2'),
      roleAssignments: [
        {
          principalId: 'pa',
          role: 'Key Vault Secrets User',
          scope: `${rg}/providers/Microsoft.KeyVault/vaults/kv`,
        },
      ],
    },
    { found: 0 },
  ],
  [
    'groups not readable',
    { identities: [a], hosts: on('v1', 'v2'), groups: null },
    { found: 0, unknown: true },
  ],
];

describe('privileged-shared', () => {
  it.each(cases)('%s', (...one) => checkRule(privilegedShared, one));
});
