import { describe, expect, test } from 'vitest';
import { scopeRule, withGroupsBelow } from './scope-rule';

const tree = {
  managementGroups: [
    { name: 'mg-leaf', displayName: 'Leaf', parent: 'mg-mid' },
    { name: 'MG-mid', displayName: 'Middle', parent: 'mg-top' },
    { name: 'mg-top', displayName: 'Top', parent: '' },
  ],
  subscriptions: [
    { subscriptionId: 's1', name: 'Prod', managementGroup: 'mg-leaf', visible: true },
    { subscriptionId: 's2', name: 'Dev', managementGroup: 'mg-top', visible: true },
    { subscriptionId: 's3', name: 'Alone', managementGroup: '', visible: true },
  ],
};
const managementGroup = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`;

describe('what belongs to a scope', () => {
  test('everything, when none is chosen', () => {
    expect(scopeRule('', tree)).toBeNull();
    expect(scopeRule('/', tree)).toBeNull();
  });

  test('of a resource group: not what another subscription’s group of the same name holds', () => {
    const rule = scopeRule('/subscriptions/S1/resourceGroups/RG-Web/', tree);
    expect(rule?.subscription('s1')).toBe(true);
    expect(rule?.subscription('s2')).toBe(false);
    expect(rule?.resourceGroup?.('rg-WEB')).toBe(true);
    expect(rule?.resourceGroup?.('rg-web-2')).toBe(false);
    expect(rule?.assignedAt('/subscriptions/s1/resourceGroups/rg-web')).toBe(true);
    expect(rule?.assignedAt('/subscriptions/s1/resourceGroups/rg-web/providers/A.B/c/d')).toBe(true);
    expect(rule?.assignedAt('/subscriptions/s1/resourceGroups/rg-web-2')).toBe(false);
    expect(rule?.assignedAt('/subscriptions/s1')).toBe(false);
  });

  test('of a management group: what lies in the groups below it, and role assignments made on them', () => {
    const rule = scopeRule(managementGroup('mg-MID'), tree);
    expect(['s1', 's2', 's3', ''].map((id) => rule?.subscription(id))).toEqual([true, false, false, false]);
    expect(rule?.assignedAt(managementGroup('mg-leaf'))).toBe(true);
    expect(rule?.assignedAt(managementGroup('mg-top'))).toBe(false);
    expect(rule?.assignedAt('/')).toBe(false);
    expect(rule?.assignedAt('/subscriptions/s1/resourceGroups/a')).toBe(true);
    expect(rule?.assignedAt('/subscriptions/s2/resourceGroups/a')).toBe(false);
  });

  test('nothing, of an id that is none', () => {
    for (const scope of ['nonsense', '/providers/A.B/c/d', '/subscriptions/']) {
      const rule = scopeRule(scope, tree);
      expect([
        rule?.subscription(''),
        rule?.subscription('s1'),
        rule?.assignedAt('/subscriptions/s1'),
      ]).toEqual([false, false, false]);
    }
  });
});

test('groups below a group, in whatever order they are listed; a loop ends', () => {
  expect(withGroupsBelow(tree.managementGroups, 'MG-TOP')).toEqual(new Set(['mg-top', 'mg-mid', 'mg-leaf']));
  const loop = [
    { name: 'a', displayName: 'a', parent: 'b' },
    { name: 'b', displayName: 'b', parent: 'a' },
  ];
  expect(withGroupsBelow(loop, 'a')).toEqual(new Set(['a', 'b']));
});
