'use client';

import { useEstateTable } from '@/lib/browser/queries';
import { textAt } from '@/lib/browser/table/cells';

/**
 * The resource that still refers to a deleted identity. Its name is in the table of hosts, which is only read once
 * such a row is on screen.
 */
export function MissingIdentityHost({ row }: { row: number }) {
  'use no memo';
  const { data } = useEstateTable('hosts');
  const name = data === undefined || row < 0 ? '' : textAt(data.table, 'name', row);
  return <>Deleted, on {name === '' ? 'a resource' : name}</>;
}
