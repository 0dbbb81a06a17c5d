import 'server-only';
import type { TableName } from '@/lib/model/schema';
import type { EstateRecords } from './records';

/** A row's GUIDs by column, see idColumns; '' for none. */
export function idOf(records: EstateRecords, table: TableName, column: string, row: number): string {
  switch (table) {
    case 'hosts': {
      const system = records.hostSystem[row] ?? -1;
      return records.identities.isLive(system) ? (records.principalIds[system] ?? '') : '';
    }
    case 'identities':
      return (column === 'clientId' ? records.clientIds[row] : records.principalIds[row]) ?? '';
    case 'roleAssignments':
      return column === 'name'
        ? (records.roleAssignmentNames[row] ?? '')
        : records.strings.value(records.roleAssignmentPrincipal[row] ?? 0);
  }
}

/** More hits than this are of no use to a person who looks for one id. */
const maxHits = 1000;
const shortestText = 4;

/** Rows with a GUID that contains the text (at least four characters). */
export function searchIds(records: EstateRecords, text: string): Record<TableName, number[]> {
  const wanted = text.trim().toLowerCase();
  const hits: Record<TableName, number[]> = { hosts: [], identities: [], roleAssignments: [] };
  if (wanted.length < shortestText) return hits;
  const find = (table: TableName, columns: readonly string[]) => {
    const found = hits[table];
    for (const row of records[table].live()) {
      if (!columns.some((column) => idOf(records, table, column, row).toLowerCase().includes(wanted)))
        continue;
      found.push(row);
      if (found.length === maxHits) return;
    }
  };
  find('hosts', ['principalId']);
  find('identities', ['principalId', 'clientId']);
  find('roleAssignments', ['name', 'principalId']);
  return hits;
}
