import { createHash } from 'node:crypto';
import type { ArmResource } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Route } from '../../core/contract/provider.ts';
import { scopeOf } from '../authorization/role-assignments.ts';
import { requireScope } from '../authorization/scope-exists.ts';

/**
 * Azure shows a signed URL here that holds the secret of the identity; this one has its form and opens nothing.
 * Clients must neither show nor log it.
 */
function clientSecretUrl(resource: ArmResource, clientId: string, tenantId: string): string {
  const signature = createHash('sha256').update(`${resource.id} ${clientId}`).digest('base64url');
  const query = new URLSearchParams({
    arpid: resource.id,
    keyid: signature.slice(0, 22),
    said: clientId,
    sigver: '1.0',
    tid: tenantId,
    sig: signature,
  });
  return `https://control-${resource.location}.identity.azure.net/subscriptions/${resource.subscriptionId}/resourcegroups/${resource.resourceGroup}/providers/${resource.type}/${resource.name}/credentials/v2/systemassigned?${query}`;
}

/** The system-assigned identity of any resource: the only place its client id is shown. */
export const systemAssignedRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/{scope}/providers/Microsoft.ManagedIdentity/identities/default',
    operation: 'SystemAssignedIdentities_GetByScope',
    action: 'Microsoft.ManagedIdentity/identities/read',
    handle: (context) => {
      const scope = scopeOf(context);
      requireScope(context.world, scope);
      const resource = context.world.resources.get(scope);
      const system = resource?.identity?.system;
      if (!resource || !system) {
        throw new ArmError(
          404,
          'NotFound',
          `The resource '${scope}' does not have a system-assigned identity.`,
        );
      }
      const { clientId, principalId, tenantId } = system;
      return {
        status: 200,
        body: {
          id: resource.id,
          name: resource.name,
          type: resource.type,
          location: resource.location,
          tags: resource.tags,
          properties: {
            tenantId,
            principalId,
            clientId,
            clientSecretUrl: clientSecretUrl(resource, clientId, tenantId),
          },
        },
      };
    },
  },
];
