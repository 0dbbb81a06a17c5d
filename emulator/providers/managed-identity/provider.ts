import type { Provider } from '../../core/contract/provider.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { groupPath } from '../../core/tracked/tracked-routes.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { associatedResourceRoutes } from './associated-resources.ts';
import { federatedCredentialRoutes } from './federated-credentials.ts';
import { operationsRoutes } from './operations.ts';
import { systemAssignedRoutes } from './system-assigned.ts';
import { federatedCredentials } from './tables.ts';
import { identityType, userAssignedRoutes } from './user-assigned.ts';

const namespace = 'Microsoft.ManagedIdentity';

/** Managed identities: user-assigned ones, their federated credentials, and the system-assigned one of a resource. */
export const provider: Provider = {
  namespace,
  resourceTypes: resourceTypes({
    userAssignedIdentities: ['2024-11-30', '2023-01-31', '2022-01-31-preview', '2018-11-30'],
    'userAssignedIdentities/federatedIdentityCredentials': ['2024-11-30', '2023-01-31', '2022-01-31-preview'],
    identities: ['2024-11-30', '2023-01-31', '2018-11-30'],
    operations: ['2024-11-30', '2023-01-31'],
  }),
  tables: [federatedCredentials],
  routes: [
    ...userAssignedRoutes,
    ...federatedCredentialRoutes,
    ...systemAssignedRoutes,
    ...associatedResourceRoutes,
    ...operationsRoutes,
    ...unbuilt([
      [
        'POST',
        `${groupPath(identityType)}/{name}/revokeTokens`,
        'UserAssignedIdentities_RevokeTokens',
        `${identityType}/revokeTokens/action`,
      ],
    ]),
  ],
};
