import type { Route } from '../../core/contract/provider.ts';

type Row = readonly [name: string, resource: string, operation: string, description: string];

const userAssigned = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const credentials = `${userAssigned}/federatedIdentityCredentials`;

const rows: readonly Row[] = [
  [
    'Microsoft.ManagedIdentity/register/action',
    'Subscription',
    'Register',
    'Registers the subscription for the managed identity resource provider',
  ],
  [
    'Microsoft.ManagedIdentity/identities/read',
    'Identity',
    'Get Identity',
    'Gets an existing system assigned identity',
  ],
  [
    `${userAssigned}/read`,
    'User Assigned Identity',
    'Get User Assigned Identity',
    'Gets an existing user assigned identity',
  ],
  [
    `${userAssigned}/write`,
    'User Assigned Identity',
    'Create/Update User Assigned Identity',
    'Creates a new user assigned identity or updates the tags associated with an existing user assigned identity',
  ],
  [
    `${userAssigned}/delete`,
    'User Assigned Identity',
    'Delete User Assigned Identity',
    'Deletes an existing user assigned identity',
  ],
  [
    `${userAssigned}/assign/action`,
    'User Assigned Identity',
    'Assign User Assigned Identity',
    'RBAC action for assigning an existing user assigned identity to a resource',
  ],
  [
    `${userAssigned}/listAssociatedResources/action`,
    'User Assigned Identity',
    'List Associated Resources',
    'Lists all associated resources for an existing user assigned identity',
  ],
  [
    `${userAssigned}/revokeTokens/action`,
    'User Assigned Identity',
    'Revoke Tokens',
    'Revoked all the existing tokens on a user assigned identity',
  ],
  [
    `${credentials}/read`,
    'Federated Identity Credential',
    'Get or List Federated Identity Credentials',
    'Get or list Federated Identity Credentials',
  ],
  [
    `${credentials}/write`,
    'Federated Identity Credential',
    'Add or update a Federated Identity Credential',
    'Add or update a Federated Identity Credential',
  ],
  [
    `${credentials}/delete`,
    'Federated Identity Credential',
    'Delete Federated Identity Credential',
    'Delete a Federated Identity Credential',
  ],
];

/** Operations of the provider, as RBAC names them. */
export const operationsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/providers/Microsoft.ManagedIdentity/operations',
    operation: 'Operations_List',
    action: null,
    handle: () => ({
      status: 200,
      body: {
        value: rows.map(([name, resource, operation, description]) => ({
          name,
          display: { provider: 'Microsoft Managed Identity', resource, operation, description },
        })),
      },
    }),
  },
];
