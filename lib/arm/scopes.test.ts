import { describe, expect, it } from 'vitest';
import { isWithin, normalScope, parentsOf, parseScope, scopeKindOf } from './scopes';

const sub = '/subscriptions/1f0c0000-0000-4000-8000-000000000001';
const vault = `${sub}/resourceGroups/rg-Data/providers/Microsoft.KeyVault/vaults/kv1`;

describe('scopes', () => {
  it.each([
    ['/', 'root'],
    ['/providers/Microsoft.Management/managementGroups/Platform', 'management group'],
    [sub, 'subscription'],
    [`${sub}/resourcegroups/RG-data/`, 'resource group'],
    [vault, 'resource'],
    [`${vault}/secrets/db`, 'child resource'],
    [`${vault}/providers/Microsoft.Authorization/locks/keep`, 'child resource'],
    [`${sub}/providers/Microsoft.Security/pricings/vms`, 'resource'],
  ])('%s is a %s', (armId, kind) => {
    expect(scopeKindOf(armId)).toBe(kind);
  });

  it.each([
    ['/subscriptions/not-a-guid'],
    ['/subscriptions'],
    [`${sub}/resourceGroups`],
    [`${sub}/resourceGroups/rg//providers/Microsoft.KeyVault/vaults/kv`],
    [`${sub}/resourceGroups/../providers/Microsoft.KeyVault/vaults/kv`],
    [`${sub}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults`],
    [`${sub}/resourceGroups/rg/providers/KeyVault/vaults/kv`],
    [`${sub}/resourceGroups/rg?x=1`],
    ['/tenants/x'],
  ])('%s is no scope', (armId) => {
    expect(parseScope(armId)).toBeUndefined();
  });

  it('names the parts in lower case', () => {
    expect(parseScope(`${vault}/secrets/DB`)).toMatchObject({
      subscriptionId: '1f0c0000-0000-4000-8000-000000000001',
      resourceGroup: 'rg-data',
      resourceType: 'microsoft.keyvault/vaults/secrets',
      name: 'db',
    });
  });

  it('climbs from a secret to the root', () => {
    const lower = normalScope(vault);
    expect(parentsOf(`${vault}/secrets/db`)).toEqual([lower, `${sub}/resourcegroups/rg-data`, sub, '/']);
    expect(parentsOf('/')).toEqual([]);
    expect(parentsOf('/providers/Microsoft.Management/managementGroups/x')).toEqual(['/']);
  });

  it('does not take a longer name for something inside', () => {
    expect(isWithin(`${sub}/resourceGroups/rg-1`, `${sub}/resourcegroups/RG`)).toBe(false);
    expect(isWithin(`${sub}/resourceGroups/rg/providers/A.B/c/d`, `${sub}/resourcegroups/RG`)).toBe(true);
    expect(isWithin(sub, '/')).toBe(true);
  });
});
