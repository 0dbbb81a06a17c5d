import 'server-only';
import { resourceParts } from '@/lib/arm/arm-id';
import type { AzureClients } from '@/lib/azure/clients';
import { during, orNull } from '@/lib/azure/during';
import { toFederatedCredential, toTags } from '@/lib/azure/reshape';
import type { FederatedState, IdentityState } from '@/lib/model/writer-states';

/** User-assigned identities for steps. https://learn.microsoft.com/rest/api/managedidentity */
export function stepIdentities(clients: AzureClients) {
  const of = (id: string) => {
    const { subscriptionId, resourceGroup, name } = resourceParts(id);
    return { client: clients.identity(subscriptionId), resourceGroup, name };
  };
  return {
    identity: (id: string) =>
      orNull(`Read identity ${resourceParts(id).name}`, async (): Promise<IdentityState> => {
        const { client, resourceGroup, name } = of(id);
        const found = await client.userAssignedIdentities.get(resourceGroup, name);
        return {
          id: found.id ?? id,
          location: found.location,
          tags: toTags(found.tags),
          principalId: found.principalId?.toLowerCase() ?? '',
          clientId: found.clientId?.toLowerCase() ?? '',
          isolationScope: found.isolationScope ?? 'None',
        };
      }),
    putIdentity: (
      id: string,
      body: { location: string; tags: Readonly<Record<string, string>>; isolationScope: string },
    ): Promise<void> =>
      during(`Create identity ${resourceParts(id).name}`, async () => {
        const { client, resourceGroup, name } = of(id);
        const { location, tags, isolationScope } = body;
        const isolated = isolationScope === 'None' ? {} : { isolationScope };
        await client.userAssignedIdentities.createOrUpdate(resourceGroup, name, {
          location,
          tags: { ...tags },
          ...isolated,
        });
      }),
    tagIdentity: (id: string, tags: Readonly<Record<string, string>>): Promise<void> =>
      during(`Set the tags of ${resourceParts(id).name}`, async () => {
        const { client, resourceGroup, name } = of(id);
        await client.userAssignedIdentities.update(resourceGroup, name, { tags: { ...tags } });
      }),
    deleteIdentity: (id: string): Promise<void> =>
      during(`Delete identity ${resourceParts(id).name}`, async () => {
        const { client, resourceGroup, name } = of(id);
        await client.userAssignedIdentities.delete(resourceGroup, name);
      }),
    federated: (id: string): Promise<readonly FederatedState[]> =>
      during(`List federated credentials of ${resourceParts(id).name}`, async () => {
        const { client, resourceGroup, name } = of(id);
        const found: FederatedState[] = [];
        for await (const one of client.federatedIdentityCredentials.list(resourceGroup, name))
          found.push(toFederatedCredential(one));
        return found;
      }),
    putFederated: (
      id: string,
      { name: credential, issuer, subject, audiences }: FederatedState,
    ): Promise<void> =>
      during(`Add federated credential ${credential}`, async () => {
        const { client, resourceGroup, name } = of(id);
        await client.federatedIdentityCredentials.createOrUpdate(resourceGroup, name, credential, {
          issuer,
          subject,
          audiences: [...audiences],
        });
      }),
    deleteFederated: (id: string, credential: string): Promise<void> =>
      during(`Remove federated credential ${credential}`, async () => {
        const { client, resourceGroup, name } = of(id);
        await client.federatedIdentityCredentials.delete(resourceGroup, name, credential);
      }),
  };
}
