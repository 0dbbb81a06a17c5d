import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildNameOrder, nameKey } from './name-order';
import { tableOfRows, writeRows } from './table-of-rows';

const sorted = (names: string[]) => [...names].sort((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1));

test('numbers in names count by value, case and accents do not', () => {
  expect(sorted(['vm-10', 'VM-9', 'vm-1', 'vm-a'])).toEqual(['vm-1', 'VM-9', 'vm-10', 'vm-a']);
  expect(sorted(['Ångström', 'bravo', 'alpha'])).toEqual(['alpha', 'Ångström', 'bravo']);
  expect(nameKey('vm-007')).toBe(nameKey('vm-7'));
  expect(nameKey('vm-0')).not.toBe(nameKey('vm-'));
});

test('agrees with the collator on names made of letters and numbers', () => {
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const name = fc.stringMatching(/^[a-f]{1,3}[0-9]{0,4}$/);
  fc.assert(
    fc.property(name, name, (a, b) => {
      const ours = nameKey(a) < nameKey(b) ? -1 : nameKey(a) > nameKey(b) ? 1 : 0;
      expect(ours).toBe(Math.sign(collator.compare(a, b)));
    }),
    { numRuns: 2000 },
  );
});

test('rows that arrive or are renamed later are merged in', () => {
  const batches = fc.array(fc.array(fc.stringMatching(/^[a-c0-9]{0,4}$/), { maxLength: 20 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(batches, (parts) => {
      const table = tableOfRows('identities', []);
      let order = buildNameOrder(table, 'name', undefined);
      for (const names of parts) {
        writeRows(
          table,
          names.map((name) => ({ name })),
        );
        order = buildNameOrder(table, 'name', order);
      }
      const fresh = buildNameOrder(table, 'name', undefined);
      expect([...order.order]).toEqual([...fresh.order]);
    }),
  );
});
