import { typeParts } from '@/lib/arm/resource-types';
import { privilegeRanks } from '@/lib/model/schema';
import { numberAt, textAt } from './cells';
import type { EstateNames, FacetSpec, ListColumn } from './list-spec';

// What hosts, identities and role assignments have in common.

export const describeSubscription = (value: string, names: EstateNames): string =>
  value === '' ? 'above subscriptions' : names.subscription(value);

/** A resource type as people say it, or the last words of Azure's own name for it. */
export function resourceTypeName(type: string): string {
  const known = new Map([
    ['microsoft.compute/virtualmachines', 'virtual machine'],
    ['microsoft.compute/virtualmachinescalesets', 'scale set'],
    ['microsoft.web/sites', 'app'],
    ['microsoft.containerservice/managedclusters', 'AKS cluster'],
    ['microsoft.app/containerapps', 'container app'],
    ['microsoft.logic/workflows', 'logic app'],
    ['microsoft.automation/automationaccounts', 'automation account'],
    ['microsoft.datafactory/factories', 'data factory'],
    ['microsoft.hybridcompute/machines', 'Arc machine'],
    ['microsoft.containerregistry/registries', 'registry'],
    ['microsoft.keyvault/vaults', 'vault'],
    ['microsoft.storage/storageaccounts', 'storage account'],
  ]);
  return known.get(type.toLowerCase()) ?? (type === '' ? '' : typeParts(type).types.join('/') || type);
}

/** A role's rank in a word; '' unknown. */
export function privilegeName(rank: number): string {
  return privilegeRanks[rank] ?? '';
}

/** From this rank on a role is marked: its principal can act as other identities, change anything, or grant access. */
export const markedPrivilege = privilegeRanks.indexOf('operator');

/** `2026-02-11T09:00:00Z`; '' unknown. */
export function isoTime(epochSeconds: number): string {
  return epochSeconds < 0 ? '' : new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}

export const privilegeFacet: FacetSpec = {
  kind: 'bucket',
  id: 'privilege',
  label: 'Privilege',
  column: 'privilege',
  buckets: [
    ...privilegeRanks.map((label, rank) => ({ value: label, label, from: rank, to: rank })).reverse(),
    { value: 'unknown', label: 'unknown', from: -1, to: -1 },
  ],
};

export const subscriptionFacet: FacetSpec = {
  kind: 'dict',
  id: 'subscription',
  label: 'Subscription',
  column: 'subscription',
  describe: describeSubscription,
};

export const regionFacet: FacetSpec = { kind: 'dict', id: 'region', label: 'Region', column: 'location' };

export const whereColumn: ListColumn = {
  id: 'where',
  label: 'Where',
  track: 'minmax(120px, 1.5fr)',
  minWidthPx: 120,
  sort: { column: 'resourceGroup' },
  value: (table, row, names) =>
    `${textAt(table, 'resourceGroup', row)} · ${names.subscription(textAt(table, 'subscription', row))}`,
};

export const regionColumn: ListColumn = {
  id: 'region',
  label: 'Region',
  track: 'minmax(90px, 0.6fr)',
  minWidthPx: 90,
  sort: { column: 'location' },
  value: (table, row) => textAt(table, 'location', row),
};

export const createdColumn: ListColumn = {
  id: 'created',
  label: 'Created',
  track: '100px',
  minWidthPx: 100,
  sort: { column: 'created' },
  value: (table, row) => isoTime(numberAt(table, 'created', row)),
};

export const roleAssignmentsColumn: ListColumn = {
  id: 'roleAssignments',
  label: 'Grants',
  track: '68px',
  minWidthPx: 68,
  align: 'right',
  sort: { column: 'roleAssignments' },
  value: (table, row) => numberAt(table, 'roleAssignments', row),
};

export const findingsColumn: ListColumn = {
  id: 'findings',
  label: 'Findings',
  track: 'minmax(104px, 0.7fr)',
  minWidthPx: 104,
  sort: { column: 'findings', by: 'members' },
  value: (table, row) => textAt(table, 'findings', row),
};
