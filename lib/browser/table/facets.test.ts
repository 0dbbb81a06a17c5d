import { expect, test } from 'vitest';
import { findingTags } from '@/lib/audit/findings';
import { identityList } from '@/lib/browser/lists/identity-columns';
import { facetCounts, labelOf } from './facets';
import { findingTagsAt } from './finding-tags';
import type { FacetSpec } from './list-spec';
import { estateNames } from './scope-filter';
import { tableOfRows } from './table-of-rows';

const names = estateNames({
  managementGroups: [],
  findingTags: findingTags(),
  subscriptions: [{ subscriptionId: 'S1', name: 'Contoso Prod', managementGroup: '', visible: true }],
});
const table = tableOfRows('identities', [
  { name: 'a', kind: 'user', subscription: 's1', hosts: 0, findings: 'privileged-broad unused' },
  { name: 'b', kind: 'user', subscription: 's1', hosts: 5, findings: 'unused' },
  { name: 'c', kind: 'system', subscription: 's2', hosts: 9, findings: '' },
]);
const rows = Uint32Array.of(0, 1, 2);

function facet(id: string): FacetSpec {
  const found = identityList.facets.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no facet ${id}`);
  return found;
}

test('values are counted among the given rows, the most frequent first', () => {
  expect(facetCounts(table, facet('kind'), rows, [], names)).toEqual([
    { value: 'user', label: 'user-assigned', count: 2 },
    { value: 'system', label: 'system-assigned', count: 1 },
  ]);
  expect(facetCounts(table, facet('kind'), Uint32Array.of(2), ['user'], names)).toEqual([
    { value: 'system', label: 'system-assigned', count: 1 },
    { value: 'user', label: 'user-assigned', count: 0 },
  ]);
});

test('buckets keep their order and their zeros', () => {
  const counts = facetCounts(table, facet('sharing'), rows, [], names).map(({ value, count }) => [
    value,
    count,
  ]);
  expect(counts).toEqual([
    ['0', 1],
    ['1', 0],
    ['2', 0],
    ['3-9', 2],
    ['10', 0],
  ]);
});

test('a row counts for each of its findings; unknown findings count for none', () => {
  expect(facetCounts(table, facet('finding'), rows, [], names)).toEqual([
    { value: 'privileged-broad', label: 'broad', count: 1 },
    { value: 'unused', label: 'unused', count: 2 },
  ]);
  const idsAt = (row: number) => findingTagsAt(table, row, names).map(({ id }) => id);
  expect(idsAt(0)).toEqual(['privileged-broad', 'unused']);
  expect(idsAt(2)).toEqual([]);
});

test('subscriptions are shown by name', () => {
  expect(labelOf(facet('subscription'), 's1', names)).toBe('Contoso Prod');
  expect(labelOf(facet('subscription'), 's9', names)).toBe('s9');
});
