import { expect, test } from 'vitest';
import { identityList } from '@/lib/browser/lists/identity-columns';
import { roleAssignmentList } from '@/lib/browser/lists/role-assignment-columns';
import { csvCell, exportChunks } from './export';
import { estateNames } from './scope-filter';
import { tableOfRows } from './table-of-rows';

const names = estateNames(undefined);

test('a cell with commas, quotes or line breaks is quoted; a formula is disarmed; a number stays one', () => {
  expect(csvCell('plain')).toBe('plain');
  expect(csvCell('a,"b"\nc')).toBe('"a,""b""\nc"');
  expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
  for (const start of ['+', '-', '@', '\t']) expect(csvCell(`${start}1`).startsWith("'")).toBe(true);
  expect(csvCell(-5)).toBe('-5');
  expect(csvCell(-1)).toBe('');
});

test('CSV has the shown rows in the shown order, with ARM ids and GUIDs', () => {
  const table = tableOfRows('identities', [
    { name: 'id-a', kind: 'user', subscription: 's1', resourceGroup: 'rg', hosts: 3, roleAssignments: 1 },
    {
      name: 'vm-b',
      kind: 'system',
      subscription: 's1',
      resourceGroup: 'rg',
      hostType: 'Microsoft.Compute/virtualMachines',
    },
  ]);
  const ids = { principalId: ['p-a', 'p-b'], clientId: ['c-a', ''] };
  const csv = [...exportChunks('csv', { table, spec: identityList, names, rows: [1, 0], ids })].join('');
  const [header, first, second] = csv.split('\r\n');
  expect(header).toBe(
    'name,kind,lifecycle,sharing,where,region,roleAssignments,privilege,federated,isolation,created,findings,armId,principalId,clientId',
  );
  expect(first).toContain(
    '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-b/providers/Microsoft.ManagedIdentity/identities/default,p-b,',
  );
  expect(second).toContain('id-a,user,Independent,Shared by 3,rg · s1,,1,');
  expect(second).toContain('/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-a,p-a,c-a');
});

test('JSON parses, whatever the number of rows; unknown numbers are null', () => {
  for (const count of [0, 1, 2000, 4001]) {
    const rows = Array.from({ length: count }, (_, index) => ({
      principal: `p${index}`,
      scope: '/subscriptions/s1',
    }));
    const table = tableOfRows('roleAssignments', rows);
    const input = {
      table,
      spec: roleAssignmentList,
      names,
      rows: [...rows.keys()],
      ids: { name: rows.map(() => 'g1') },
    };
    const parsed = JSON.parse([...exportChunks('json', input)].join(''));
    expect(parsed).toHaveLength(count);
    if (count > 0) {
      expect(parsed[count - 1].principal).toBe(`p${count - 1}`);
      expect(parsed[0].armId).toBe('/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/g1');
    }
  }
});
