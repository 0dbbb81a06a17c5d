import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '@/lib/audit/rules';
import { identityList } from '@/lib/browser/lists/identity-columns';
import type { ClientTable } from '@/lib/model/client-table';
import { nameKey } from './name-order';
import { estateNames } from './scope-filter';
import { type PlainRow, tableOfRows, writeRows } from './table-of-rows';
import { countInScope, createView, rowsWithoutFacet, type ViewState } from './view';

const names = estateNames({
  managementGroups: [],
  subscriptions: [{ subscriptionId: 's1', name: 'Contoso Prod', managementGroup: '', visible: true }],
});
const all: ViewState = {
  text: '',
  extraRows: [],
  facets: {},
  filters: [],
  sort: { column: 'name', descending: false },
};

function shown(table: ClientTable, state: Partial<ViewState>): string[] {
  return [...createView(table, identityList, { ...all, ...state }, names)].map(
    (row) => table.text.name?.[row] ?? '',
  );
}

const estate: PlainRow[] = [
  {
    name: 'vm-10',
    kind: 'system',
    resourceGroup: 'rg-web',
    subscription: 's1',
    hosts: 1,
    roleAssignments: 2,
    privilege: 1,
  },
  {
    name: 'vm-2',
    kind: 'system',
    resourceGroup: 'rg-web',
    subscription: 's2',
    hosts: 1,
    roleAssignments: 0,
    privilege: 0,
  },
  {
    name: 'id-ci',
    kind: 'user',
    resourceGroup: 'rg-build',
    subscription: 's1',
    hosts: 0,
    roleAssignments: 3,
    privilege: 6,
    findings: 'unused',
  },
  {
    name: 'id-shared',
    kind: 'user',
    resourceGroup: 'rg-web',
    subscription: 's1',
    hosts: 14,
    roleAssignments: 9,
    privilege: 7,
  },
  { name: 'id-gone', kind: 'missing', resourceGroup: 'rg-old', subscription: 's1', hosts: 1, privilege: -1 },
  { name: 'id-dead', kind: 'user', resourceGroup: 'rg-web', subscription: 's1', hosts: 3, dead: 1 },
];

describe('what a list shows', () => {
  test('live rows by name, numbers by value', () => {
    expect(shown(tableOfRows('identities', estate), {})).toEqual([
      'id-ci',
      'id-gone',
      'id-shared',
      'vm-2',
      'vm-10',
    ]);
  });

  test('words are looked for in names, groups and subscription names; all must be found', () => {
    const table = tableOfRows('identities', estate);
    expect(shown(table, { text: 'rg-web' })).toEqual(['id-shared', 'vm-2', 'vm-10']);
    expect(shown(table, { text: 'rg-web VM' })).toEqual(['vm-2', 'vm-10']);
    expect(shown(table, { text: 'contoso prod vm' })).toEqual(['vm-10']);
    expect(shown(table, { text: 'nothing' })).toEqual([]);
  });

  test('rows the server found by GUID are shown too, within the other filters', () => {
    const table = tableOfRows('identities', estate);
    expect(shown(table, { text: 'abcd', extraRows: [1, 2] })).toEqual(['id-ci', 'vm-2']);
    expect(shown(table, { text: 'abcd', extraRows: [1, 2], facets: { kind: ['user'] } })).toEqual(['id-ci']);
  });

  test('facets: any of the values of one, all of several', () => {
    const table = tableOfRows('identities', estate);
    expect(shown(table, { facets: { kind: ['user', 'missing'] } })).toEqual([
      'id-ci',
      'id-gone',
      'id-shared',
    ]);
    expect(shown(table, { facets: { kind: ['user', 'missing'], sharing: ['10'] } })).toEqual(['id-shared']);
    expect(shown(table, { facets: { privilege: ['unknown'] } })).toEqual(['id-gone']);
    expect(shown(table, { facets: { finding: ['unused'] } })).toEqual(['id-ci']);
  });

  test('unknown numbers come last in both directions', () => {
    const table = tableOfRows('identities', estate);
    const ascending = shown(table, { sort: { column: 'privilege', descending: false } });
    const descending = shown(table, { sort: { column: 'privilege', descending: true } });
    expect(ascending).toEqual(['vm-2', 'vm-10', 'id-ci', 'id-shared', 'id-gone']);
    expect(descending).toEqual(['id-shared', 'id-ci', 'vm-10', 'vm-2', 'id-gone']);
  });

  test('a facet counts among the rows of the other filters', () => {
    const table = tableOfRows('identities', estate);
    const state = { ...all, facets: { kind: ['user'], sharing: ['0'] } };
    expect([...rowsWithoutFacet(table, identityList, state, 'kind', names)]).toEqual([2]);
    expect([...rowsWithoutFacet(table, identityList, state, 'sharing', names)]).toEqual([2, 3]);
  });

  test('slots whose row is still on its way are not shown', () => {
    const table = tableOfRows('identities', [{ name: 'b' }, { name: '' }, { name: 'a' }]);
    table.complete = false;
    expect(shown(table, {})).toEqual(['a', 'b']);
    expect(shown(table, { sort: { column: 'roleAssignments', descending: true } })).toEqual(['a', 'b']);
    expect(countInScope(table, identityList, [])).toBe(2);
  });

  test('the count in scope leaves dead rows out', () => {
    const table = tableOfRows('identities', estate);
    expect(countInScope(table, identityList, [])).toBe(5);
    expect(
      countInScope(table, identityList, [
        { column: 'subscription', key: 's2', allow: (value) => value === 's2' },
      ]),
    ).toBe(1);
  });
});

const row: fc.Arbitrary<PlainRow> = fc.record({
  name: fc.stringMatching(/^[a-cA-C0-9İ-]{0,6}$/),
  kind: fc.constantFrom('system', 'user', 'missing', ''),
  resourceGroup: fc.constantFrom('rg-a', 'rg-b', 'RG-B1', ''),
  hosts: fc.integer({ min: -1, max: 12 }),
  roleAssignments: fc.integer({ min: -1, max: 3 }),
  findings: fc.subarray(rules.map(({ id }) => id)).map((ids) => ids.join(' ')),
  dead: fc.constantFrom(0, 0, 0, 1),
});
const rows = fc.array(row, { maxLength: 40 });
const someState = fc.record({
  text: fc.stringMatching(/^[a-cA-C0-9 -]{0,4}$/),
  kind: fc.subarray(['system', 'user', 'missing']),
  finding: fc.subarray(['unused', 'via-group']),
  column: fc.constantFrom('name', 'roleAssignments', 'where', 'kind', 'findings'),
  descending: fc.boolean(),
});

function stateOf(choice: {
  text: string;
  kind: string[];
  finding: string[];
  column: string;
  descending: boolean;
}): ViewState {
  return {
    ...all,
    text: choice.text,
    facets: { kind: choice.kind, finding: choice.finding },
    sort: { column: choice.column, descending: choice.descending },
  };
}

/** The same said row by row, without any of the indexes. */
function naive(data: readonly PlainRow[], state: ViewState): number[] {
  const words = state.text
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
  const ids = state.facets.finding ?? [];
  const kinds = state.facets.kind ?? [];
  const kept = data
    .map((_, index) => index)
    .filter((index) => {
      const cells = data[index] ?? {};
      const kind = String(cells.kind);
      const kindText = `${kind}\n${kind === 'missing' ? 'deleted' : `${kind}-assigned`}\nabove subscriptions`;
      const text = `${cells.name}\n${cells.resourceGroup}\n${kindText}`.toLowerCase();
      const findings = String(cells.findings).split(' ');
      return (
        cells.dead !== 1 &&
        words.every((word) => text.includes(word)) &&
        (kinds.length === 0 || kinds.includes(kind)) &&
        (ids.length === 0 || ids.some((id) => findings.includes(id)))
      );
    });
  const keyOf = (index: number): string | number | null => {
    const cells = data[index] ?? {};
    switch (state.sort.column) {
      case 'roleAssignments':
        return Number(cells.roleAssignments) === -1 ? null : Number(cells.roleAssignments);
      case 'findings':
        return String(cells.findings) === '' ? 0 : String(cells.findings).split(' ').length;
      case 'where':
        return cells.resourceGroup === '' ? null : nameKey(String(cells.resourceGroup));
      case 'kind':
        return cells.kind === '' ? null : nameKey(String(cells.kind));
      default:
        return nameKey(String(cells.name));
    }
  };
  const byName = (a: number, b: number) => {
    const [left, right] = [nameKey(String(data[a]?.name)), nameKey(String(data[b]?.name))];
    return left < right ? -1 : left > right ? 1 : a - b;
  };
  if (state.sort.column === 'name')
    return kept.sort((a, b) => (state.sort.descending ? byName(b, a) : byName(a, b)));
  return kept.sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === right) return byName(a, b);
    if (left === null || right === null) return left === null ? 1 : -1;
    return (left < right ? -1 : 1) * (state.sort.descending ? -1 : 1);
  });
}

describe('for any table', () => {
  test('filter and sort agree with the same said row by row', () => {
    fc.assert(
      fc.property(rows, someState, (data, choice) => {
        const state = stateOf(choice);
        expect([...createView(tableOfRows('identities', data), identityList, state, names)]).toEqual(
          naive(data, state),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('typing letter by letter ends where typing at once does', () => {
    fc.assert(
      fc.property(rows, fc.stringMatching(/^[a-c0-9 -]{1,5}$/), (data, text) => {
        const table = tableOfRows('identities', data);
        let typed: number[] = [];
        for (let length = 1; length <= text.length; length += 1) {
          typed = [...createView(table, identityList, { ...all, text: text.slice(0, length) }, names)];
        }
        expect(typed).toEqual([
          ...createView(tableOfRows('identities', data), identityList, { ...all, text }, names),
        ]);
      }),
      { numRuns: 300 },
    );
  });

  test('a text that replaces another is looked for among all rows again', () => {
    const text = fc.stringMatching(/^[a-c0-9 -]{0,3}$/);
    fc.assert(
      fc.property(rows, text, text, (data, before, after) => {
        const table = tableOfRows('identities', data);
        createView(table, identityList, { ...all, text: before }, names);
        const state = { ...all, text: after };
        expect([...createView(table, identityList, state, names)]).toEqual(naive(data, state));
      }),
      { numRuns: 300 },
    );
  });

  test('a delta leads to the same view as a table loaded afresh', () => {
    fc.assert(
      fc.property(rows, rows, someState, (before, after, choice) => {
        const state = stateOf(choice);
        const table = tableOfRows('identities', before);
        createView(table, identityList, state, names);
        writeRows(table, after);
        const merged = [...after, ...before.slice(after.length)];
        expect([...createView(table, identityList, state, names)]).toEqual(naive(merged, state));
      }),
      { numRuns: 500 },
    );
  });
});
