import type { ArmResource } from '../../core/contract/entities.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { param, requireResource, resourceNotFound } from '../../core/tracked/not-found.ts';
import { groupPath } from '../../core/tracked/tracked-routes.ts';
import { type BlobContainer, blobContainers } from './tables.ts';

const accountType = 'Microsoft.Storage/storageAccounts';
const type = `${accountType}/blobServices/containers`;
const path = `${groupPath(accountType)}/{name}/blobServices/default/containers`;
const pageSize = 5000;

function toWire(account: ArmResource, { name, etag, createdTime }: BlobContainer): unknown {
  return {
    id: `${account.id}/blobServices/default/containers/${name}`,
    name,
    type,
    etag,
    properties: {
      deleted: false,
      publicAccess: 'None',
      leaseStatus: 'Unlocked',
      leaseState: 'Available',
      lastModifiedTime: new Date(createdTime).toISOString(),
      hasImmutabilityPolicy: false,
      hasLegalHold: false,
    },
  };
}

function containersOf(context: Context, account: ArmResource): readonly BlobContainer[] {
  return context.world.table(blobContainers).find('account', account.id);
}

/** Containers as Azure Resource Manager lists them, whatever the network rules of the account's own host say. */
export const containerRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    operation: 'BlobContainers_List',
    action: `${type}/read`,
    handle: (context) => {
      const account = requireResource(context, accountType);
      const rows = containersOf(context, account).toSorted((left, right) =>
        left.name < right.name ? -1 : 1,
      );
      return context.page(rows, pageSize, (row) => toWire(account, row));
    },
  },
  {
    method: 'GET',
    path: `${path}/{container}`,
    operation: 'BlobContainers_Get',
    action: `${type}/read`,
    handle: (context) => {
      const account = requireResource(context, accountType);
      const name = param(context, 'container');
      const found = containersOf(context, account).find((row) => row.name === name.toLowerCase());
      if (!found) throw resourceNotFound(type, `${account.name}/default/${name}`, account.resourceGroup);
      return { status: 200, body: toWire(account, found) };
    },
  },
];
