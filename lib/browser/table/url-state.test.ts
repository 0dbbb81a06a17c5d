import { expect, test } from 'vitest';
import { virtualMachineType } from '@/lib/arm/resource-types';
import { hostList } from '@/lib/browser/lists/host-columns';
import { identityList } from '@/lib/browser/lists/identity-columns';
import { guidPart } from './guid-text';
import { chosenColumns, chosenFacets, chosenSort, facetParam, sortParser } from './url-state';

test('a sort is a column with a minus for descending; what does not sort is ignored', () => {
  expect(sortParser.parse('-roleAssignments')).toEqual({ column: 'roleAssignments', descending: true });
  expect(sortParser.serialize({ column: 'roleAssignments', descending: true })).toBe('-roleAssignments');
  expect(chosenSort(identityList, { column: 'roleAssignments', descending: true })).toEqual({
    column: 'roleAssignments',
    descending: true,
  });
  expect(chosenSort(identityList, { column: 'nonsense', descending: true })).toEqual({
    column: 'name',
    descending: false,
  });
  expect(chosenSort(identityList, null)).toEqual({ column: 'name', descending: false });
});

test('virtual machines are what /vms starts with, and "any" lifts it', () => {
  expect(chosenFacets(hostList, {}).type).toEqual([virtualMachineType]);
  expect(chosenFacets(hostList, { type: ['any'] }).type).toEqual([]);
  expect(facetParam(hostList, 'type', [virtualMachineType])).toBeNull();
  expect(facetParam(hostList, 'type', [])).toEqual(['any']);
  expect(facetParam(identityList, 'kind', [])).toBeNull();
  expect(facetParam(identityList, 'kind', ['user'])).toEqual(['user']);
});

test('the name column cannot be hidden; others follow the list’s order', () => {
  expect(chosenColumns(identityList, ['roleAssignments', 'kind'])).toEqual([
    'name',
    'kind',
    'roleAssignments',
  ]);
  expect(chosenColumns(identityList, null)).not.toContain('region');
});

test('only text that can be part of a GUID is looked for among GUIDs', () => {
  expect(guidPart('7be2')).toBe('7be2');
  expect(guidPart(' 7BE2f1aa-90 ')).toBe('7be2f1aa-90');
  expect(guidPart('7be')).toBeNull();
  expect(guidPart('vm-beef')).toBeNull();
  expect(guidPart('beef cafe')).toBeNull();
});
