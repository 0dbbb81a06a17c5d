import { describe, it } from 'vitest';
import { a, checkBothWays, checkRule, dev, on, prod, type RuleCase, rg, vm } from './testing/rule-cases';

const condition = "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}))";

const gap = { id: '', title: '', consequence: '', remedy: '', fault: null };

const cases: RuleCase[] = [
  [
    'privileged-broad',
    'Contributor on a subscription',
    { identities: [a], roleAssignments: [{ principalId: 'pa', role: 'Contributor', scope: prod }] },
    { found: 1 },
  ],
  [
    'privileged-broad',
    'Contributor on a group of resources',
    { identities: [a], roleAssignments: [{ principalId: 'pa', role: 'Contributor', scope: rg }] },
    { found: 0 },
  ],
  [
    'privileged-broad',
    'Reader on a subscription',
    { identities: [a], roleAssignments: [{ principalId: 'pa', role: 'Reader', scope: prod }] },
    { found: 0 },
  ],
  [
    'privileged-broad',
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
    'privileged-broad',
    'through a group',
    {
      identities: [a],
      groups: { pa: ['g'] },
      roleAssignments: [{ principalId: 'g', role: 'Owner', scope: '/' }],
    },
    { found: 1 },
  ],
  ['privileged-broad', 'groups not readable', { identities: [a], groups: null }, { found: 0, unknown: true }],
  [
    'privileged-shared',
    'operator on two machines',
    {
      identities: [a],
      hosts: on('v1', 'v2'),
      roleAssignments: [{ principalId: 'pa', role: 'Virtual Machine Contributor', scope: rg }],
    },
    { found: 1 },
  ],
  [
    'privileged-shared',
    'operator on one machine',
    {
      identities: [a],
      hosts: on('v1'),
      roleAssignments: [{ principalId: 'pa', role: 'Virtual Machine Contributor', scope: rg }],
    },
    { found: 0 },
  ],
  [
    'privileged-shared',
    'all data of a group',
    {
      identities: [a],
      hosts: on('v1', 'v2'),
      roleAssignments: [{ principalId: 'pa', role: 'Key Vault Secrets User', scope: rg }],
    },
    { found: 1 },
  ],
  [
    'privileged-shared',
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
    'privileged-shared',
    'groups not readable',
    { identities: [a], hosts: on('v1', 'v2'), groups: null },
    { found: 0, unknown: true },
  ],
  [
    'redundant-role-assignment',
    'same role above',
    {
      roleAssignments: [
        { principalId: 'u', role: 'Reader', scope: prod },
        { principalId: 'u', role: 'Reader', scope: rg },
      ],
    },
    { found: 1 },
  ],
  [
    'redundant-role-assignment',
    'above, but conditional',
    {
      roleAssignments: [
        { principalId: 'u', role: 'Reader', scope: prod, condition: 'x' },
        { principalId: 'u', role: 'Reader', scope: rg },
      ],
    },
    { found: 0 },
  ],
  [
    'redundant-role-assignment',
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
    'redundant-role-assignment',
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
  [
    'via-group',
    'a role of its group',
    {
      identities: [a],
      groups: { pa: ['g'] },
      roleAssignments: [{ principalId: 'g', role: 'Reader', scope: rg }],
    },
    { found: 1 },
  ],
  ['via-group', 'a group without roles', { identities: [a], groups: { pa: ['g'] } }, { found: 0 }],
  ['via-group', 'not readable', { identities: [a], groups: null }, { found: 0, unknown: true }],
  [
    'privileged-broad',
    'management groups not visible: there may be more subscriptions',
    { identities: [a], gaps: [{ ...gap, id: 'management-groups' }] },
    { found: 0, unknown: true },
  ],
  [
    'privileged-broad',
    'a gap that has nothing to do with it',
    { identities: [a], gaps: [{ ...gap, id: 'sign-ins' }] },
    { found: 0 },
  ],
  [
    'self-escalating',
    'may run commands on its own host',
    {
      hosts: [{ id: vm('v'), system: 'ps' }],
      roleAssignments: [{ principalId: 'ps', role: 'Virtual Machine Contributor', scope: rg }],
    },
    { found: 1 },
  ],
  [
    'self-escalating',
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
    'self-escalating',
    'may attach a weaker identity',
    {
      identities: [a],
      hosts: [{ id: vm('v'), system: 'ps' }],
      roleAssignments: [
        { principalId: 'ps', role: 'Managed Identity Operator', scope: a.id },
        { principalId: 'pa', role: 'Reader', scope: prod },
      ],
    },
    { found: 0 },
  ],
  [
    'self-escalating',
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
    'self-escalating',
    'a web app that may run commands on machines without a stronger identity',
    {
      hosts: [{ id: `${rg}/providers/Microsoft.Web/sites/app`, type: 'Microsoft.Web/sites', system: 'ps' }],
      roleAssignments: [{ principalId: 'ps', role: 'Virtual Machine Contributor', scope: rg }],
    },
    { found: 0 },
  ],
  [
    'self-escalating',
    'a web app that may change itself',
    {
      hosts: [{ id: `${rg}/providers/Microsoft.Web/sites/app`, type: 'Microsoft.Web/sites', system: 'ps' }],
      roleAssignments: [{ principalId: 'ps', role: 'Contributor', scope: rg }],
    },
    { found: 1 },
  ],
  [
    'self-escalating',
    'reads only',
    {
      hosts: [{ id: vm('v'), system: 'ps' }],
      roleAssignments: [{ principalId: 'ps', role: 'Reader', scope: prod }],
    },
    { found: 0 },
  ],
];

describe('rules about access', () => {
  it.each(cases)('%s: %s', (...one) => checkRule(one));

  it('has a case that finds something and one that does not, for each rule', () => {
    checkBothWays(cases, [
      'privileged-broad',
      'privileged-shared',
      'via-group',
      'self-escalating',
      'redundant-role-assignment',
    ]);
  });
});
