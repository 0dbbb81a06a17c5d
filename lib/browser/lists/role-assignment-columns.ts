import {
  managementGroupNameOf,
  nameOf,
  resourceGroupNameOf,
  subscriptionIdOf,
  subscriptionScopeOf,
} from '@/lib/arm/arm-id';
import { roleAssignmentArmId } from '@/lib/browser/table/arm-ids';
import { numberAt, textAt } from '@/lib/browser/table/cells';
import { findingFacet } from '@/lib/browser/table/finding-tags';
import type { EstateNames, ListSpec } from '@/lib/browser/table/list-spec';
import {
  createdColumn,
  describeSubscription,
  findingsColumn,
  privilegeFacet,
  privilegeName,
  subscriptionFacet,
} from '@/lib/browser/table/shared-columns';

/** Who holds a role assignment, in a word. An orphan's principal is gone; `unknown` means the directory could not be asked. */
export function principalKindName(kind: string): string {
  switch (kind) {
    case 'identity':
      return 'managed identity';
    case 'orphan':
      return 'orphan: principal is gone';
    case '':
    case 'unknown':
      return 'unknown';
    default:
      return kind;
  }
}

/** The name a person reads for a scope: of the subscription, the management group, else the id's last segment. */
export function scopeName(scope: string, names: EstateNames): string {
  if (scope === '/') return 'Tenant root';
  const group = managementGroupNameOf(scope);
  if (group !== '') return names.managementGroup(group);
  return subscriptionScopeOf(scope) === scope ? names.subscription(nameOf(scope)) : nameOf(scope);
}

/** Resource group and subscription a scope is in; '' for what it does not have. */
export function scopeWhere(scope: string, names: EstateNames): string {
  const subscriptionId = subscriptionIdOf(scope);
  if (subscriptionId === '') return 'above subscriptions';
  const subscription = names.subscription(subscriptionId);
  const group = resourceGroupNameOf(scope);
  return group === '' ? subscription : `${group} · ${subscription}`;
}

export const roleAssignmentList: ListSpec<'roleAssignments'> = {
  table: 'roleAssignments',
  noun: { one: 'grant', many: 'grants' },
  nameColumn: 'principal',
  searchColumns: [
    { column: 'role' },
    { column: 'scope', describe: scopeName },
    { column: 'subscription', describe: describeSubscription },
    { column: 'principalKind', describe: principalKindName },
  ],
  columns: [
    {
      id: 'principal',
      label: 'Principal',
      track: 'minmax(150px, 1.5fr)',
      minWidthPx: 150,
      sort: { column: 'principal' },
      value: (table, row) => textAt(table, 'principal', row),
    },
    {
      id: 'kind',
      label: 'Kind',
      track: '124px',
      minWidthPx: 124,
      sort: { column: 'principalKind' },
      value: (table, row) => textAt(table, 'principalKind', row),
    },
    {
      id: 'role',
      label: 'Role',
      track: 'minmax(170px, 1.5fr)',
      minWidthPx: 170,
      sort: { column: 'role' },
      value: (table, row) => textAt(table, 'role', row),
    },
    {
      id: 'scope',
      label: 'Scope',
      track: 'minmax(170px, 1.5fr)',
      minWidthPx: 170,
      sort: { column: 'scope' },
      value: (table, row) => textAt(table, 'scope', row),
    },
    {
      id: 'where',
      label: 'Where',
      track: 'minmax(120px, 1.2fr)',
      minWidthPx: 120,
      sort: { column: 'subscription' },
      value: (table, row, names) => scopeWhere(textAt(table, 'scope', row), names),
    },
    {
      id: 'conditional',
      label: 'Condition',
      track: '92px',
      minWidthPx: 92,
      hidden: true,
      sort: { column: 'conditional' },
      value: (table, row) => textAt(table, 'conditional', row),
    },
    {
      id: 'privilege',
      label: 'Privilege',
      track: '100px',
      minWidthPx: 100,
      sort: { column: 'privilege' },
      value: (table, row) => privilegeName(numberAt(table, 'privilege', row)),
    },
    createdColumn,
    findingsColumn,
  ],
  facets: [
    { kind: 'dict', id: 'kind', label: 'Principal', column: 'principalKind', describe: principalKindName },
    privilegeFacet,
    { kind: 'dict', id: 'role', label: 'Role', column: 'role' },
    { kind: 'dict', id: 'at', label: 'Scope', column: 'scopeKind' },
    findingFacet,
    {
      kind: 'dict',
      id: 'conditional',
      label: 'Condition',
      column: 'conditional',
      describe: (value) => (value === '' ? 'no condition' : value),
    },
    subscriptionFacet,
  ],
  defaultSort: 'principal',
  armId: roleAssignmentArmId,
};
