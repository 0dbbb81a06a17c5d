import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identityList } from '@/lib/browser/lists/identity-columns';
import type { ClientTable } from '@/lib/model/client-table';
import { type FirstRows, messagesOf, tableOfFirst } from './first-rows';
import { estateNames } from './scope-filter';
import { type PlainRow, tableOfRows } from './table-of-rows';
import { topRows } from './top-rows';
import { createView, type ViewState } from './view';

const names = estateNames(undefined);
const row: fc.Arbitrary<PlainRow> = fc.record({
  name: fc.constantFrom('vm-2', 'vm-10', 'id-ci', 'ID-CI', 'a', 'b'),
  kind: fc.constantFrom('user', 'system', 'missing'),
  hosts: fc.integer({ min: -1, max: 4 }),
  privilege: fc.integer({ min: -1, max: 7 }),
  findings: fc.integer({ min: 0, max: 7 }),
  resourceGroup: fc.constantFrom('', 'rg-a', 'rg-b', 'unknown'),
  dead: fc.constantFrom(0, 0, 0, 1),
});
const state: fc.Arbitrary<ViewState> = fc.record({
  text: fc.constantFrom('', 'vm', 'rg-a', 'nothing'),
  extraRows: fc.constantFrom<readonly number[]>([], [0, 1]),
  facets: fc.constantFrom<ViewState['facets']>(
    {},
    { kind: ['user'] },
    { sharing: ['0'], kind: ['user', 'system'] },
  ),
  filters: fc.constant([]),
  sort: fc.record({
    column: fc.constantFrom(...identityList.columns.map(({ id }) => id)),
    descending: fc.boolean(),
  }),
});

it('gives the first rows of the view, whatever is filtered and sorted', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 30 }),
      state,
      fc.integer({ min: 0, max: 12 }),
      (rows, view, most) => {
        const table = tableOfRows('identities', rows);
        const all = [...createView(table, identityList, view, names)];
        expect(topRows(table, identityList, view, names, most)).toEqual({
          rows: all.slice(0, most),
          shown: all.length,
        });
      },
    ),
  );
});

it('sends rows that read the same in the browser', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
      const table = tableOfRows('identities', rows);
      const shown = topRows(
        table,
        identityList,
        { ...none, sort: { column: 'hosts', descending: true } },
        names,
        9,
      );
      const first: FirstRows = {
        key: '',
        rows: shown.rows,
        messages: messagesOf(table, shown.rows),
        ids: { principalId: shown.rows.map(String) },
        shown: shown.shown,
        total: 0,
      };
      const sent = tableOfFirst(first, 'identities');
      const texts = (of: ClientTable, at: number) =>
        identityList.columns.map((column) => column.value(of, at, names));
      for (const at of shown.rows) {
        expect(texts(sent.table, at)).toEqual(texts(table, at));
        expect(sent.ids.principalId?.[at]).toBe(String(at));
      }
      expect(sent.table.complete).toBe(false);
    }),
  );
});

const none: ViewState = {
  text: '',
  extraRows: [],
  facets: {},
  filters: [],
  sort: { column: 'name', descending: false },
};
