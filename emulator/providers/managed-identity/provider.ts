import type { Provider } from '../../core/provider.ts';
import { resourceTypesOf } from '../resources/namespaces.ts';
import { groupPath } from '../resources/tracked-routes.ts';
import { unbuilt } from '../resources/unbuilt.ts';
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
