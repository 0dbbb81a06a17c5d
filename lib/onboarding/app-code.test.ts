import { describe, expect, it } from 'vitest';
import type { HostDetail, HostIdentity } from '@/lib/model/host-detail';
import type { IdentityDetail, RoleAssignmentDetail } from '@/lib/model/identity-detail';
import { codeOfIdentity, codeOfMachine } from './app-code';

const subscription = '0b8c2d14-54a4-4b16-9d0e-3ad5d4f0f001';
const group = `/subscriptions/${subscription}/resourceGroups/rg`;
const cell = { rule: '', fact: '' };

function roleOn(scope: string): RoleAssignmentDetail {
  return {
    armId: '',
    role: 'Reader',
    roleDefinitionId: '',
    privilege: 'reader',
    scope: { scope, kind: 'resource', name: '' },
    via: { kind: 'direct' },
    condition: null,
    description: null,
    createdOn: null,
    createdBy: null,
    redundantWith: null,
  };
}

function identity(name: string, kind: HostIdentity['kind'], roles: string[] = []): HostIdentity {
  return {
    name,
    href: `/identities/${name}`,
    armId: `${group}/x/${name}`,
    kind,
    principalId: `p-${name}`,
    clientId: `c-${name}`,
    otherHosts: 0,
    roleAssignments: roles.map(roleOn),
    sharing: cell,
  };
}

function machine(identities: HostIdentity[], kind: HostDetail['imdsDefault']['kind']): HostDetail {
  return {
    armId: `${group}/providers/Microsoft.Compute/virtualMachines/vm`,
    name: 'vm',
    type: 'Microsoft.Compute/virtualMachines',
    subscriptionId: subscription,
    subscriptionName: 'Prod',
    resourceGroup: 'rg',
    location: 'westeurope',
    size: '',
    os: '',
    power: 'running',
    identityType: '',
    created: -1,
    tags: {},
    identities,
    imdsDefault: {
      kind,
      identity: kind === 'system' || kind === 'user' ? (identities[0] ?? null) : null,
      rule: '',
    },
    findings: [],
    gaps: [],
    portalUrl: '',
    az: [],
    asOf: 0,
  };
}

const system = identity('vm', 'system', [`${group}/providers/Microsoft.KeyVault/vaults/KV-Shop/secrets/db`]);
const a = identity('id-a', 'user', [`${group}/providers/Microsoft.Storage/storageAccounts/stshop`]);
const b = identity('id-b', 'user');

describe('the client ID in the code of a VM', () => {
  it.each([
    ['its own identity is the default', machine([system, a], 'system'), {}, ''],
    ['its only user-assigned identity is the default', machine([a], 'user'), {}, ''],
    ['two user-assigned ones have no default', machine([a, b], 'ambiguous'), {}, 'c-id-a'],
    ['the address names one', machine([a, b], 'ambiguous'), { as: 'c-id-b' }, 'c-id-b'],
    ['the address names one that is not there', machine([system, a], 'system'), { as: 'evil' }, ''],
    ['another than the default is named', machine([system, a], 'system'), { as: 'c-id-a' }, 'c-id-a'],
  ])('%s', (_case, host, query, clientId) => {
    expect(codeOfMachine(host, query)?.values['client-id']).toBe(clientId);
  });

  it('is not there when no identity is', () => {
    expect(codeOfMachine(machine([], 'none'), {})).toBeNull();
    expect(codeOfMachine(machine([identity('gone', 'missing')], 'user'), {})).toBeNull();
  });

  it('stays to be filled in when Azure did not say it', () => {
    const unknown = { ...a, clientId: '' };
    expect(codeOfMachine(machine([unknown, b], 'ambiguous'), {})?.values['client-id']).toBeUndefined();
  });
});

describe('what the code reaches', () => {
  it('is something the identity has a role on', () => {
    expect(codeOfMachine(machine([system], 'system'), {})).toMatchObject({
      target: 'key-vault',
      values: { 'vault-url': 'https://kv-shop.vault.azure.net', 'secret-name': 'db' },
    });
    expect(codeOfMachine(machine([a], 'user'), {})).toMatchObject({
      target: 'storage',
      values: { 'account-url': 'https://stshop.blob.core.windows.net' },
    });
    expect(codeOfMachine(machine([b], 'user'), {})).toMatchObject({
      target: 'arm',
      values: { 'subscription-id': subscription },
    });
  });

  it('is what a page says it is', () => {
    const target = { kind: 'container', accountId: `${group}/x/y/st`, containerName: 'exports' } as const;
    expect(codeOfMachine(machine([system], 'system'), { code: 'go' }, target)).toMatchObject({
      language: 'go',
      target: 'storage',
      values: { 'account-url': 'https://st.blob.core.windows.net', container: 'exports' },
    });
  });
});

describe('the client ID in the code of an identity', () => {
  const base: IdentityDetail = {
    armId: '',
    name: 'id-a',
    kind: 'user',
    principalId: 'p',
    clientId: 'c',
    tenantId: '',
    subscriptionId: subscription,
    subscriptionName: '',
    resourceGroup: 'rg',
    location: '',
    created: -1,
    tags: {},
    isolationScope: '',
    characteristics: { creation: cell, lifecycle: cell, sharing: cell },
    hosts: [],
    roleAssignments: [],
    effective: [],
    federated: [],
    findings: [],
    gaps: [],
    portalUrl: '',
    az: [],
    asOf: 0,
  };
  const on = (isDefault: boolean) => ({
    name: 'vm',
    href: '',
    armId: '',
    type: '',
    subscriptionId: '',
    resourceGroup: '',
    location: '',
    power: '',
    isDefault,
    others: 0,
  });
  it.each([
    ['on no resource', base, 'c'],
    ['default on its resource', { ...base, hosts: [on(true)] }, ''],
    ['default on one of two', { ...base, hosts: [on(true), on(false)] }, 'c'],
    ['system-assigned', { ...base, kind: 'system' as const }, ''],
  ])('%s', (_case, detail, clientId) => {
    expect(codeOfIdentity(detail, {})?.values['client-id']).toBe(clientId);
  });
  it('is not there for one that was deleted', () => {
    expect(codeOfIdentity({ ...base, kind: 'missing' }, {})).toBeNull();
  });
});
