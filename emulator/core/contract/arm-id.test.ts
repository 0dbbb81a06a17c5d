import { describe, expect, it } from 'vitest';
import { lastSegment, parseArmId, parseResourceType, subscriptionOf } from './arm-id.ts';

const group = '/subscriptions/S1/resourcegroups/Rg-1';
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;

describe('an ARM id', () => {
  it.each([
    ['/', { rest: '/' }],
    ['/providers/microsoft.management/managementgroups/mg', { managementGroup: 'mg', rest: '' }],
    ['/subscriptions/S1', { subscriptionId: 'S1', rest: '' }],
    ['/subscriptions/S1/tagNames', { subscriptionId: 'S1', rest: '/tagNames' }],
    [group, { subscriptionId: 'S1', resourceGroup: 'Rg-1', rest: '' }],
    [
      `${vault}/secrets/s`,
      {
        subscriptionId: 'S1',
        resourceGroup: 'Rg-1',
        resource: { id: vault, type: 'Microsoft.KeyVault/vaults', name: 'kv' },
        rest: '/secrets/s',
      },
    ],
    [
      '/subscriptions/S1/providers/Microsoft.Compute/locations/westeurope',
      {
        subscriptionId: 'S1',
        resource: {
          id: '/subscriptions/S1/providers/Microsoft.Compute/locations/westeurope',
          type: 'Microsoft.Compute/locations',
          name: 'westeurope',
        },
        rest: '',
      },
    ],
  ])('%s has its parts', (id, parts) => {
    expect(parseArmId(id)).toEqual(parts);
  });

  it('is in a subscription or in none', () => {
    expect(subscriptionOf(`${vault}/secrets/s`)).toBe('S1');
    expect(subscriptionOf('/providers/Microsoft.Management/managementGroups/mg')).toBeUndefined();
    expect(subscriptionOf('/subscriptions')).toBeUndefined();
  });

  it('ends in a name', () => {
    expect(lastSegment(vault)).toBe('kv');
    expect(lastSegment('bare')).toBe('bare');
  });
});

it('takes a resource type apart', () => {
  expect(parseResourceType('Microsoft.Network/virtualNetworks/subnets')).toEqual({
    namespace: 'Microsoft.Network',
    types: ['virtualNetworks', 'subnets'],
  });
});
