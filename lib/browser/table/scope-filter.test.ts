import { expect, test } from 'vitest';
import { estateNames, scopeFilters } from './scope-filter';

const tree = {
  managementGroups: [
    { name: 'mg-leaf', displayName: 'Leaf', parent: 'mg-mid' },
    { name: 'mg-mid', displayName: 'Middle', parent: 'mg-top' },
    { name: 'mg-top', displayName: 'Top', parent: '' },
  ],
  subscriptions: [
    { subscriptionId: 'S1', name: 'Prod', managementGroup: 'mg-leaf', visible: true },
    { subscriptionId: 's2', name: 'Dev', managementGroup: 'mg-top', visible: true },
  ],
};
const passes = (scope: string, table: 'identities' | 'roleAssignments', cells: Record<string, string>) =>
  scopeFilters(scope, table, tree).every((filter) => filter.allow(cells[filter.column] ?? ''));

test('no scope lets everything pass', () => {
  expect(scopeFilters('', 'hosts', tree)).toEqual([]);
});

test('a subscription and a resource group, in any casing', () => {
  expect(passes('/subscriptions/S1', 'identities', { subscription: 's1' })).toBe(true);
  expect(passes('/subscriptions/s1', 'identities', { subscription: 's2' })).toBe(false);
  const group = '/subscriptions/s1/resourceGroups/RG-Web';
  expect(passes(group, 'identities', { subscription: 's1', resourceGroup: 'rg-web' })).toBe(true);
  expect(passes(group, 'identities', { subscription: 's1', resourceGroup: 'rg-web-2' })).toBe(false);
});

test('a management group has the subscriptions of the groups below it', () => {
  const scope = '/providers/Microsoft.Management/managementGroups/MG-MID';
  expect(passes(scope, 'identities', { subscription: 's1' })).toBe(true);
  expect(passes(scope, 'identities', { subscription: 's2' })).toBe(false);
});

test('grants count where they are made, at the scope or below it', () => {
  expect(passes('/subscriptions/s1', 'roleAssignments', { scope: '/subscriptions/S1' })).toBe(true);
  expect(
    passes('/subscriptions/s1', 'roleAssignments', { scope: '/subscriptions/s1/resourceGroups/a' }),
  ).toBe(true);
  expect(passes('/subscriptions/s1', 'roleAssignments', { scope: '/subscriptions/s11' })).toBe(false);
  expect(passes('/subscriptions/s1', 'roleAssignments', { scope: '/' })).toBe(false);
  const group = '/providers/Microsoft.Management/managementGroups/mg-mid';
  expect(
    passes(group, 'roleAssignments', { scope: '/providers/Microsoft.Management/managementGroups/mg-leaf' }),
  ).toBe(true);
  expect(
    passes(group, 'roleAssignments', { scope: '/providers/Microsoft.Management/managementGroups/mg-top' }),
  ).toBe(false);
  expect(passes(group, 'roleAssignments', { scope: '/subscriptions/s1/resourceGroups/a' })).toBe(true);
});

test('names fall back to ids until the summary is there', () => {
  expect(estateNames(undefined).subscription('s1')).toBe('s1');
  expect(estateNames(tree).subscription('s1')).toBe('Prod');
  expect(estateNames(tree).managementGroup('MG-top')).toBe('Top');
});
