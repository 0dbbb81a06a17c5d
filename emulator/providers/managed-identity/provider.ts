import type { Provider } from '../../core/contract/provider.ts';
import { resourceTypesOf } from '../../core/tracked/namespaces.ts';
import { groupPath } from '../../core/tracked/tracked-routes.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { associatedResourceRoutes } from './associated-resources.ts';
import { federatedCredentialRoutes } from './federated-credentials.ts';
import { operationsRoutes } from './operations.ts';
import { systemAssignedRoutes } from './system-assigned.ts';
import { identityType, userAssignedRoutes } from './user-assigned.ts';

const namespace = 'Microsoft.ManagedIdentity';

/** Managed identities: user-assigned ones, their federated credentials, and the system-assigned one of a resource. */
export const provider: Provider = {
  namespace,
  resourceTypes: resourceTypesOf(namespace),
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
