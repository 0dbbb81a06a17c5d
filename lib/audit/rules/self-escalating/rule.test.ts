import { describe, it } from 'vitest';
import { a, dev, prod, rg, vm } from '@/lib/audit/testing/estate-words';
import { checkRule, type RuleCase } from '@/lib/audit/testing/rule-examples';
import { selfEscalating } from './rule';

const cases: RuleCase[] = [
  [
    'groups not readable',
    { hosts: [{ id: vm('v'), system: 'ps' }], groups: null },
    { found: 0, unknown: true },
  ],
  [
    'a role whose definition could not be read',
    {
      hosts: [{ id: vm('v'), system: 'ps' }],
      roleAssignments: [{ principalId: 'ps', role: 'Virtual Machine Contributor', scope: rg }],
      unreadRoles: ['Virtual Machine Contributor'],
    },
    { found: 0, unknown: true },
  ],
  [
    'may attach a stronger identity',
    {
      identities: [a],
      hosts: [{ id: vm('v'), system: 'ps' }],
      roleAssignments: [
        { principalId: 'ps', role: 'Managed Identity Operator', scope: a.id },
        { principalId: 'pa', role: 'Owner', scope: prod },
      ],
    },
    { found: 1 },
  ],
  [
    'may run commands where a stronger one is',
    {
      hosts: [
        { id: vm('v'), system: 'ps' },
        { id: vm('w', dev), system: 'pw' },
      ],
      roleAssignments: [
        { principalId: 'ps', role: 'Virtual Machine Contributor', scope: vm('w', dev) },
        { principalId: 'pw', role: 'Owner', scope: prod },
      ],
    },
    { found: 1 },
  ],
  [
    'a web app that may run commands on machines without a stronger identity',
    {
      hosts: [{ id: `${rg}/providers/Microsoft.Web/sites/app`, type: 'Microsoft.Web/sites', system: 'ps' }],
      roleAssignments: [{ principalId: 'ps', role: 'Virtual Machine Contributor', scope: rg }],
    },
    { found: 0 },
  ],
  [
    'a web app that may change itself',
    {
      hosts: [{ id: `${rg}/providers/Microsoft.Web/sites/app`, type: 'Microsoft.Web/sites', system: 'ps' }],
      roleAssignments: [{ principalId: 'ps', role: 'Contributor', scope: rg }],
    },
    { found: 1 },
  ],
  [
    'reads only',
    {
      hosts: [{ id: vm('v'), system: 'ps' }],
      roleAssignments: [{ principalId: 'ps', role: 'Reader', scope: prod }],
    },
    { found: 0 },
  ],
];

describe('self-escalating', () => {
  it.each(cases)('%s', (...one) => checkRule(selfEscalating, one));
});
