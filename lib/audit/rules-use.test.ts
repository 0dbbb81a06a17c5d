import { describe, it } from 'vitest';
import { testAsOfMs } from '@/lib/estate/testing/build-estate';
import { a, checkBothWays, checkRule, on, type RuleCase, rg, uami, vm } from './testing/rule-cases';

const github = {
  name: 'gh',
  issuer: 'https://token.actions.githubusercontent.com',
  audiences: ['api://AzureADTokenExchange'],
};
const nowS = testAsOfMs / 1000;

const cases: RuleCase[] = [
  ['dangling-reference', 'a ghost on two machines', { hosts: on('v1', 'v2') }, { found: 2 }],
  [
    'dangling-reference',
    'the identity in other casing',
    { identities: [{ ...a, id: a.id.toUpperCase() }], hosts: on('v1') },
    { found: 0 },
  ],
  [
    'orphaned-role-assignment',
    'principal gone',
    { absent: ['gone'], roleAssignments: [{ principalId: 'gone', role: 'Reader', scope: rg }] },
    { found: 1 },
  ],
  [
    'orphaned-role-assignment',
    'principal new, may be replicating',
    {
      absent: ['gone'],
      roleAssignments: [{ principalId: 'gone', role: 'Reader', scope: rg, created: nowS - 60 }],
    },
    { found: 0 },
  ],
  [
    'orphaned-role-assignment',
    'Graph refuses',
    { absent: null, roleAssignments: [{ principalId: 'gone', role: 'Reader', scope: rg }] },
    { found: 0, unknown: true },
  ],
  [
    'orphaned-role-assignment',
    'held by an identity of the estate, Graph refuses',
    { absent: null, identities: [a], roleAssignments: [{ principalId: 'pa', role: 'Reader', scope: rg }] },
    { found: 0 },
  ],
  [
    'orphaned-role-assignment',
    'group of another tenant',
    {
      absent: ['f'],
      roleAssignments: [{ principalId: 'f', principalType: 'ForeignGroup', role: 'Reader', scope: rg }],
    },
    { found: 0, unknown: true },
  ],
  [
    'unsafe-federation',
    'any pull request',
    { identities: [{ ...a, federated: [{ ...github, subject: 'repo:contoso/shop:pull_request' }] }] },
    { found: 1 },
  ],
  [
    'unsafe-federation',
    'one branch',
    { identities: [{ ...a, federated: [{ ...github, subject: 'repo:contoso/shop:ref:refs/heads/main' }] }] },
    { found: 0 },
  ],
  [
    'unsafe-federation',
    'issuer nobody knows',
    { identities: [{ ...a, federated: [{ ...github, issuer: 'https://ci.example.org', subject: 'x' }] }] },
    { found: 1 },
  ],
  [
    'unsafe-federation',
    'not readable',
    { identities: [{ ...a, federated: null }] },
    { found: 0, unknown: true },
  ],
  [
    'imds-ambiguous',
    'two identities, none of its own',
    { identities: [a], hosts: [{ id: vm('v'), user: [a.id, uami('b')] }] },
    { found: 1 },
  ],
  [
    'imds-ambiguous',
    'its own among them, with a role',
    {
      identities: [a],
      hosts: [{ id: vm('v'), system: 'ps', user: [a.id] }],
      roleAssignments: [{ principalId: 'ps', role: 'Reader', scope: rg }],
    },
    { found: 0 },
  ],
  [
    'imds-ambiguous',
    'its own without any role, the other with one',
    {
      identities: [a],
      hosts: [{ id: vm('v'), system: 'ps', user: [a.id] }],
      roleAssignments: [{ principalId: 'pa', role: 'Reader', scope: rg }],
    },
    { found: 1 },
  ],
  ['imds-ambiguous', 'one', { identities: [a], hosts: on('v') }, { found: 0 }],
  ['unused', 'on nothing', { identities: [a] }, { found: 1 }],
  [
    'unused',
    'federated only',
    { identities: [{ ...a, federated: [{ ...github, subject: 'repo:c/s:ref:refs/heads/main' }] }] },
    { found: 0 },
  ],
  [
    'unused',
    'federation not readable',
    { identities: [{ ...a, federated: null }] },
    { found: 0, unknown: true },
  ],
  [
    'unused',
    'a subscription unseen',
    {
      identities: [a],
      subscriptions: [{ subscriptionId: 'x', name: 'Sandbox', managementGroup: '', visible: false }],
    },
    { found: 1, unknown: true },
  ],
  [
    'isolation-mismatch',
    'Regional, used elsewhere',
    {
      identities: [{ ...a, isolationScope: 'Regional' }],
      hosts: [{ id: vm('v'), user: [a.id], location: 'northeurope' }],
    },
    { found: 1 },
  ],
  [
    'isolation-mismatch',
    'Regional, same region in other words',
    {
      identities: [{ ...a, isolationScope: 'Regional' }],
      hosts: [{ id: vm('v'), user: [a.id], location: 'West Europe' }],
    },
    { found: 0 },
  ],
  [
    'isolation-mismatch',
    'not isolated',
    { identities: [a], hosts: [{ id: vm('v'), user: [a.id], location: 'northeurope' }] },
    { found: 0 },
  ],
  [
    'tenant-mismatch',
    'of another tenant',
    { hosts: [{ id: vm('v'), system: 'p', tenantId: 'other' }] },
    { found: 1 },
  ],
  [
    'tenant-mismatch',
    'not told for its own identity',
    { hosts: [{ id: vm('v'), system: 'p', tenantId: '' }] },
    { found: 0, unknown: true },
  ],
  [
    'tenant-mismatch',
    'not told, user-assigned only',
    { identities: [a], hosts: [{ id: vm('v'), user: [a.id], tenantId: '' }] },
    { found: 0 },
  ],
];

describe('rules about use', () => {
  it.each(cases)('%s: %s', (...one) => checkRule(one));

  it('has a case that finds something and one that does not, for each rule', () => {
    checkBothWays(cases, [
      'dangling-reference',
      'orphaned-role-assignment',
      'unsafe-federation',
      'imds-ambiguous',
      'unused',
      'isolation-mismatch',
      'tenant-mismatch',
    ]);
  });
});
