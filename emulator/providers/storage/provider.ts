import type { Provider } from '../../core/contract/provider.ts';
import { readOnlyType } from '../../core/tracked/read-only-type.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { BlobData, blobPlane } from './blob-data.ts';
import { blobContainers, blobs } from './tables.ts';

/** Storage accounts: read in Azure Resource Manager, their blobs served at the account's own host. */
export const provider: Provider = {
  namespace: 'Microsoft.Storage',
  resourceTypes: resourceTypes({ storageAccounts: ['2025-01-01', '2023-05-01'] }),
  routes: readOnlyType('Microsoft.Storage/storageAccounts', 'StorageAccounts'),
  tables: [blobContainers, blobs],
  dataPlanes: [blobPlane],
  surfaces: (parts) => [new BlobData(parts)],
};
