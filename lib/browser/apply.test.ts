import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EstateTable } from '@/lib/estate/tables/table';
import { cellsOf } from '@/lib/estate/testing/client-copy';
import { changesSince } from '@/lib/estate/transport/wire';
import type { TableMessage } from '@/lib/model/schema';
import { applyMessages, createClientTable } from './apply';

function streamOf(table: EstateTable<'identities'>, since: number, version: number): TableMessage[] {
  const header: TableMessage = {
    kind: 'header',
    table: 'identities',
    epoch: 'e',
    version,
    since,
    rows: table.rows,
  };
  return [header, ...structuredClone([...changesSince(table, since)]), { kind: 'end', version }];
}

type Step = { at: number; name: string; kind: string; roleAssignments: number; alive: boolean };

const step: fc.Arbitrary<Step> = fc.record({
  at: fc.nat(12),
  name: fc.string({ maxLength: 3 }),
  kind: fc.constantFrom('system', 'user', 'missing'),
  roleAssignments: fc.integer({ min: -1, max: 3 }),
  alive: fc.boolean(),
});

it('makes a browser’s copy the same by deltas as by starting anew, whatever happened in between', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 6 }), (refreshes) => {
      const table = new EstateTable('identities');
      const copy = createClientTable('identities');
      let version = 1;
      let known = 0;
      for (const refresh of refreshes) {
        version += 1;
        for (const { at, name, kind, roleAssignments, alive } of refresh) {
          const row = at < table.rows ? at : table.append(version);
          if (alive) table.restore(row, version);
          else table.tombstone(row, version);
          table.set(row, { name, kind, roleAssignments }, version);
        }
        applyMessages(copy, streamOf(table, known, version));
        known = version;
        const fresh = createClientTable('identities');
        applyMessages(fresh, streamOf(table, 0, version));
        expect(cellsOf(copy)).toEqual(cellsOf(fresh));
        expect(copy.version).toBe(version);
      }
    }),
  );
});

it('starts over when the epoch is another, and keeps its version until a stream ends', () => {
  const table = createClientTable('roleAssignments');
  const header = { kind: 'header', table: 'roleAssignments', version: 7, since: 0, rows: 2 } as const;
  applyMessages(table, [
    { ...header, epoch: 'a' },
    { kind: 'dictionary', column: 'role', from: 0, values: ['', 'Reader'] },
    { kind: 'rows', from: 0, count: 2, columns: { principal: ['x', 'y'], role: [1, 1] } },
  ]);
  expect(table).toMatchObject({ rows: 2, complete: false, version: 0 });
  applyMessages(table, [{ kind: 'end', version: 7 }]);
  expect(table).toMatchObject({ complete: true, version: 7 });
  applyMessages(table, [{ ...header, epoch: 'b', rows: 1 }]);
  expect(table).toMatchObject({ epoch: 'b', rows: 1, complete: false, version: 0 });
  expect(cellsOf(table).get(0)).toMatchObject({ principal: '', role: '', privilege: -1 });
});
