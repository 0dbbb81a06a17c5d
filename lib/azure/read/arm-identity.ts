import 'server-only';
import { resourceParts } from '@/lib/arm/arm-id';
import type { AzureClients } from '@/lib/azure/clients';
import { toFederatedCredential, toTags } from '@/lib/azure/reshape';
import type { FederatedCredentialModel, UserAssignedIdentityModel } from '@/lib/model/arm-models';

/** User-assigned identities of a subscription. */
export async function* userAssignedIdentities(
  clients: AzureClients,
  subscriptionId: string,
): AsyncGenerator<UserAssignedIdentityModel[]> {
  for await (const page of clients
    .identity(subscriptionId)
    .userAssignedIdentities.listBySubscription()
    .byPage()) {
    const models: UserAssignedIdentityModel[] = [];
    for (const identity of page) {
      if (!identity.id || !identity.name) continue;
      models.push({
        id: identity.id,
        name: identity.name,
        location: identity.location,
        tags: toTags(identity.tags),
        principalId: identity.principalId?.toLowerCase() ?? '',
        clientId: identity.clientId?.toLowerCase() ?? '',
        tenantId: identity.tenantId?.toLowerCase() ?? '',
        isolationScope: identity.isolationScope ?? 'None',
      });
    }
    yield models;
  }
}

/** Federated credentials of one identity: Azure has no list across identities. */
export async function* federatedCredentials(
  clients: AzureClients,
  identityId: string,
): AsyncGenerator<FederatedCredentialModel[]> {
  const { subscriptionId, resourceGroup, name } = resourceParts(identityId);
  const { federatedIdentityCredentials } = clients.identity(subscriptionId);
  for await (const page of federatedIdentityCredentials.list(resourceGroup, name).byPage())
    yield page.map(toFederatedCredential);
}
