import { roleAssignmentIdOf } from '@/lib/arm/arm-id';
import { typeParts } from '@/lib/arm/resource-types';
import type { ClientTable } from '@/lib/model/client-table';
import { textAt } from './cells';

/** GUID columns of a table as the portal serves them apart from it: one value a row, '' where there is none. */
export type RowIds = Readonly<Record<string, readonly string[]>>;

/** ARM ids are mostly what other columns say already, so they are derived instead of sent. */
export function hostArmId(table: ClientTable, row: number): string {
  return resourceId(table, row, textAt(table, 'type', row));
}

/**
 * A user-assigned identity is a resource. A system-assigned one has its resource's name and group, and its id below it:
 * https://learn.microsoft.com/rest/api/managedidentity/system-assigned-identities
 */
export function identityArmId(table: ClientTable, row: number): string {
  if (textAt(table, 'kind', row) !== 'system') {
    return resourceId(table, row, 'Microsoft.ManagedIdentity/userAssignedIdentities');
  }
  const host = resourceId(table, row, textAt(table, 'hostType', row));
  return `${host}/providers/Microsoft.ManagedIdentity/identities/default`;
}

/** Null until the assignment's name, a GUID, is there. */
export function roleAssignmentArmId(table: ClientTable, row: number, ids: RowIds | null): string | null {
  const name = ids?.name?.[row];
  if (name === undefined || name === '') return null;
  return roleAssignmentIdOf(textAt(table, 'scope', row), name);
}

/** A child resource's name has a segment for each of its type's: `a/b` of `…/servers/databases`. */
function resourceId(table: ClientTable, row: number, type: string): string {
  const { namespace, types } = typeParts(type);
  const names = textAt(table, 'name', row).split('/');
  const path = types.map((segment, index) => `${segment}/${names[index] ?? ''}`).join('/');
  const group = `/subscriptions/${textAt(table, 'subscription', row)}/resourceGroups/${textAt(table, 'resourceGroup', row)}`;
  return `${group}/providers/${namespace}/${path}`;
}
