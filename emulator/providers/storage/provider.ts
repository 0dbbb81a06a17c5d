import type { Provider } from '../../core/contract/provider.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { accountRoutes } from './accounts.ts';
import { BlobData, blobPlane } from './blob-data.ts';
import { containerRoutes } from './containers.ts';
import { blobContainers, blobs } from './tables.ts';

/** Storage accounts: in Azure Resource Manager, and their blobs served at the account's own host. */
export const provider: Provider = {
  namespace: 'Microsoft.Storage',
  resourceTypes: resourceTypes({ storageAccounts: ['2025-01-01', '2023-05-01', '2022-09-01'] }),
  routes: [...accountRoutes, ...containerRoutes],
  tables: [blobContainers, blobs],
  dataPlanes: [blobPlane],
  surfaces: (parts) => [new BlobData(parts)],
};
