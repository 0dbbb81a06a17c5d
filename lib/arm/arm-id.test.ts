import { describe, expect, test } from 'vitest';
import {
  managementGroupNameOf,
  nameOf,
  parseArmId,
  resourceGroupNameOf,
  resourceGroupParts,
  resourceGroupScopeOf,
  sameId,
  subscriptionIdOf,
  subscriptionScopeOf,
} from './arm-id';
import { isType, isVirtualMachine } from './resource-types';

const subscription = '/subscriptions/29B78C69-b2ac-4344-8858-0bf442750dbb';
const group = `${subscription}/resourcegroups/RG-Web`;
const vm = `${group}/providers/Microsoft.Compute/virtualMachines/vm-Web-01`;
const managementGroup = '/providers/Microsoft.Management/managementGroups/Contoso';

describe('the parts of an id, as written, whatever the case of its words', () => {
  test.each([
    [vm, 'vm-Web-01', subscription, group],
    [`${vm}/providers/Microsoft.ManagedIdentity/identities/default`, 'default', subscription, group],
    [group, 'RG-Web', subscription, group],
    [subscription, '29B78C69-b2ac-4344-8858-0bf442750dbb', subscription, ''],
    [`${subscription}/providers/Microsoft.Authorization/locks/keep`, 'keep', subscription, ''],
    [managementGroup, 'Contoso', '', ''],
    ['/', '', '', ''],
    ['', '', '', ''],
  ])('%s', (id, name, subscriptionScope, groupScope) => {
    expect(nameOf(id)).toBe(name);
    expect(subscriptionScopeOf(id)).toBe(subscriptionScope);
    expect(subscriptionIdOf(id)).toBe(nameOf(subscriptionScope));
    expect(resourceGroupScopeOf(id)).toBe(groupScope);
    expect(resourceGroupNameOf(id)).toBe(nameOf(groupScope));
  });

  test('a management group has its name from its own id alone', () => {
    expect(managementGroupNameOf(managementGroup)).toBe('Contoso');
    expect(managementGroupNameOf(managementGroup.toLowerCase())).toBe('contoso');
    const below = `${managementGroup}/providers/Microsoft.Authorization/roleAssignments/a`;
    for (const id of [below, vm, '/providers/A.B/managementGroups/x', ''])
      expect(managementGroupNameOf(id)).toBe('');
  });

  test('a resource group’s id, and no other, is taken apart as one', () => {
    expect(resourceGroupParts(group)).toEqual({
      subscriptionId: '29B78C69-b2ac-4344-8858-0bf442750dbb',
      name: 'RG-Web',
    });
    for (const id of ['', '/', subscription, vm, `${group}/`])
      expect(() => resourceGroupParts(id)).toThrow(TypeError);
  });
});

test('ids and types are compared without regard to case', () => {
  expect(sameId(vm, vm.toUpperCase())).toBe(true);
  expect(sameId(vm, group)).toBe(false);
  expect(isVirtualMachine(parseArmId(vm.toLowerCase())?.type ?? '')).toBe(true);
  expect(isVirtualMachine('Microsoft.Compute/virtualMachineScaleSets')).toBe(false);
  expect(isType('MICROSOFT.WEB/SITES', 'Microsoft.Web/sites')).toBe(true);
});
