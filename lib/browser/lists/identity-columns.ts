import { identityArmId } from '@/lib/browser/table/arm-ids';
import { numberAt, textAt } from '@/lib/browser/table/cells';
import { findingFacet } from '@/lib/browser/table/finding-tags';
import type { FacetSpec, ListSpec } from '@/lib/browser/table/list-spec';
import {
  createdColumn,
  describeSubscription,
  findingsColumn,
  privilegeFacet,
  regionColumn,
  regionFacet,
  resourceTypeName,
  roleAssignmentsColumn,
  subscriptionFacet,
  whereColumn,
} from '@/lib/browser/table/shared-columns';
import type { ClientTable } from '@/lib/model/client-table';

/** How an identity ends: with its resource, or only when somebody deletes it. */
export function lifecycleOf(table: ClientTable, row: number): string {
  switch (textAt(table, 'kind', row)) {
    case 'system':
      return `With ${textAt(table, 'name', row)}`;
    case 'missing':
      return 'Deleted';
    default:
      return 'Independent';
  }
}

/** How many resources use it: always one for a system-assigned identity, any number for a user-assigned one. */
export function sharingOf(table: ClientTable, row: number): string {
  if (textAt(table, 'kind', row) === 'missing') return '—';
  const hosts = numberAt(table, 'hosts', row);
  const federated = numberAt(table, 'federated', row);
  if (hosts < 0) return 'unknown';
  if (hosts === 0) return federated > 0 ? `None · ${federated} federated` : 'No resource';
  return hosts === 1 ? 'One resource' : `Shared by ${hosts}`;
}

const sharingFacet: FacetSpec = {
  kind: 'bucket',
  id: 'sharing',
  label: 'Sharing',
  column: 'hosts',
  buckets: [
    { value: '0', label: 'No resource', from: 0, to: 0 },
    { value: '1', label: 'One resource', from: 1, to: 1 },
    { value: '2', label: 'Shared by 2', from: 2, to: 2 },
    { value: '3-9', label: 'Shared by 3–9', from: 3, to: 9 },
    { value: '10', label: 'Shared by 10 or more', from: 10, to: Number.MAX_SAFE_INTEGER },
  ],
};

export const identityList: ListSpec<'identities'> = {
  table: 'identities',
  noun: { one: 'identity', many: 'identities' },
  nameColumn: 'name',
  searchColumns: [
    { column: 'resourceGroup' },
    { column: 'subscription', describe: describeSubscription },
    { column: 'hostType', describe: resourceTypeName },
    { column: 'location' },
    { column: 'role' },
    { column: 'kind', describe: (kind) => (kind === 'missing' ? 'deleted' : `${kind}-assigned`) },
  ],
  columns: [
    {
      id: 'name',
      label: 'Name',
      track: 'minmax(150px, 1.4fr)',
      minWidthPx: 150,
      sort: { column: 'name' },
      value: (table, row) => textAt(table, 'name', row),
    },
    {
      id: 'kind',
      label: 'Kind',
      track: '74px',
      minWidthPx: 74,
      sort: { column: 'kind' },
      value: (table, row) => textAt(table, 'kind', row),
    },
    {
      id: 'lifecycle',
      label: 'Lifecycle',
      track: 'minmax(122px, 1.1fr)',
      minWidthPx: 122,
      sort: { column: 'kind', listed: ['user', 'system', 'missing'] },
      value: lifecycleOf,
    },
    {
      id: 'sharing',
      label: 'Sharing',
      track: 'minmax(108px, 0.8fr)',
      minWidthPx: 108,
      sort: { column: 'hosts' },
      value: sharingOf,
    },
    whereColumn,
    { ...regionColumn, hidden: true },
    roleAssignmentsColumn,
    {
      id: 'privilege',
      label: 'Highest privilege',
      track: 'minmax(176px, 1.8fr)',
      minWidthPx: 176,
      sort: { column: 'privilege' },
      value: (table, row) => `${textAt(table, 'role', row)} ${textAt(table, 'roleScope', row)}`.trim(),
    },
    {
      id: 'federated',
      label: 'Federated',
      track: '84px',
      minWidthPx: 84,
      align: 'right',
      hidden: true,
      sort: { column: 'federated' },
      value: (table, row) => numberAt(table, 'federated', row),
    },
    {
      id: 'isolation',
      label: 'Isolation',
      track: '84px',
      minWidthPx: 84,
      hidden: true,
      sort: { column: 'isolationScope' },
      value: (table, row) => textAt(table, 'isolationScope', row),
    },
    createdColumn,
    findingsColumn,
  ],
  facets: [
    {
      kind: 'dict',
      id: 'kind',
      label: 'Kind',
      column: 'kind',
      describe: (kind) => (kind === 'missing' ? 'deleted, still referenced' : `${kind}-assigned`),
    },
    sharingFacet,
    privilegeFacet,
    findingFacet,
    regionFacet,
    {
      kind: 'dict',
      id: 'host',
      label: 'Host type',
      column: 'hostType',
      describe: (type) => (type === '' ? 'not system-assigned' : resourceTypeName(type)),
    },
    subscriptionFacet,
  ],
  defaultSort: 'name',
  armId: identityArmId,
};
