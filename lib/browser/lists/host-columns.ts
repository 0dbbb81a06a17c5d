import { virtualMachineType } from '@/lib/arm/resource-types';
import { hostArmId } from '@/lib/browser/table/arm-ids';
import { numberAt, textAt } from '@/lib/browser/table/cells';
import { findingFacet } from '@/lib/browser/table/finding-tags';
import type { ListColumn, ListSpec } from '@/lib/browser/table/list-spec';
import {
  createdColumn,
  describeSubscription,
  findingsColumn,
  privilegeFacet,
  privilegeName,
  regionColumn,
  regionFacet,
  resourceTypeName,
  roleAssignmentsColumn,
  subscriptionFacet,
  whereColumn,
} from '@/lib/browser/table/shared-columns';

/** Azure's identityType in the words of the rest of the portal. */
export function identityTypeName(identityType: string): string {
  switch (identityType.replaceAll(' ', '').toLowerCase()) {
    case 'systemassigned':
      return 'system';
    case 'userassigned':
      return 'user';
    case 'systemassigned,userassigned':
      return 'system + user';
    case '':
    case 'none':
      return 'none';
    default:
      return identityType;
  }
}

/** What IMDS hands code that names no identity. */
export function imdsDefaultName(imdsDefault: string): string {
  return imdsDefault === 'ambiguous' ? 'ambiguous: must name one' : imdsDefault;
}

const dictColumn = (
  id: string,
  label: string,
  track: string,
  minWidthPx: number,
  column = id,
): ListColumn => ({
  id,
  label,
  track,
  minWidthPx,
  sort: { column },
  value: (table, row) => textAt(table, column, row),
});

export const hostList: ListSpec<'hosts'> = {
  table: 'hosts',
  noun: { one: 'virtual machine', many: 'virtual machines' },
  nameColumn: 'name',
  searchColumns: [
    { column: 'resourceGroup' },
    { column: 'subscription', describe: describeSubscription },
    { column: 'type', describe: resourceTypeName },
    { column: 'location' },
    { column: 'size' },
    { column: 'power' },
  ],
  columns: [
    dictColumn('name', 'Name', 'minmax(140px, 1.5fr)', 140),
    { ...dictColumn('type', 'Type', 'minmax(110px, 1fr)', 110), hidden: true },
    {
      ...dictColumn('identity', 'Identity', '104px', 104, 'identityType'),
      value: (table, row) => identityTypeName(textAt(table, 'identityType', row)),
    },
    {
      ...dictColumn('default', 'Default identity', 'minmax(112px, 0.8fr)', 112, 'imdsDefault'),
      value: (table, row) => textAt(table, 'imdsDefault', row),
    },
    {
      id: 'assigned',
      label: 'User-assigned',
      track: '104px',
      minWidthPx: 104,
      align: 'right',
      sort: { column: 'userAssigned' },
      value: (table, row) => numberAt(table, 'userAssigned', row),
    },
    dictColumn('power', 'Power', '92px', 92),
    { ...dictColumn('size', 'Size', 'minmax(110px, 0.8fr)', 110), hidden: true },
    { ...dictColumn('os', 'OS', '72px', 72), hidden: true },
    whereColumn,
    { ...regionColumn, hidden: true },
    roleAssignmentsColumn,
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
    {
      kind: 'dict',
      id: 'type',
      label: 'Type',
      column: 'type',
      describe: resourceTypeName,
      initial: [virtualMachineType],
    },
    {
      kind: 'dict',
      id: 'identity',
      label: 'Identity',
      column: 'identityType',
      describe: identityTypeName,
    },
    {
      kind: 'dict',
      id: 'default',
      label: 'Default identity',
      column: 'imdsDefault',
      describe: imdsDefaultName,
    },
    { kind: 'dict', id: 'power', label: 'Power', column: 'power' },
    privilegeFacet,
    findingFacet,
    regionFacet,
    subscriptionFacet,
  ],
  defaultSort: 'name',
  armId: hostArmId,
};
