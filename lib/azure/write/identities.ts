import 'server-only';
import { resourceParts } from '@/lib/arm/arm-id';
import type { AzureClients } from '@/lib/azure/clients';
import { during, orNull } from '@/lib/azure/during';
import { toFederatedCredential, toTags } from '@/lib/azure/reshape';
import type { AzureWriter, FederatedState, IdentityState } from '@/lib/model/azure-writer';

type IdentitySteps = Pick<
  AzureWriter,
  | 'identity'
  | 'putIdentity'
  | 'tagIdentity'
  | 'deleteIdentity'
  | 'federated'
  | 'putFederated'
  | 'deleteFederated'
>;

/** User-assigned identities for steps. https://learn.microsoft.com/rest/api/managedidentity */
export function stepIdentities(clients: AzureClients): IdentitySteps {
  const of = (id: string) => {
    const { subscriptionId, resourceGroup, name } = resourceParts(id);
    return { client: clients.identity(subscriptionId), resourceGroup, name };
  };
  return {
    identity: (id) =>
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
    putIdentity: (id, { location, tags, isolationScope }) =>
      during(`Create identity ${resourceParts(id).name}`, async () => {
        const { client, resourceGroup, name } = of(id);
        const isolated = isolationScope === 'None' ? {} : { isolationScope };
        await client.userAssignedIdentities.createOrUpdate(resourceGroup, name, {
          location,
          tags: { ...tags },
          ...isolated,
        });
      }),
    tagIdentity: (id, tags) =>
      during(`Set the tags of ${resourceParts(id).name}`, async () => {
        const { client, resourceGroup, name } = of(id);
        await client.userAssignedIdentities.update(resourceGroup, name, { tags: { ...tags } });
      }),
    deleteIdentity: (id) =>
      during(`Delete identity ${resourceParts(id).name}`, async () => {
        const { client, resourceGroup, name } = of(id);
        await client.userAssignedIdentities.delete(resourceGroup, name);
      }),
    federated: (id) =>
      during(`List federated credentials of ${resourceParts(id).name}`, async () => {
        const { client, resourceGroup, name } = of(id);
        const found: FederatedState[] = [];
        for await (const one of client.federatedIdentityCredentials.list(resourceGroup, name))
          found.push(toFederatedCredential(one));
        return found;
      }),
    putFederated: (id, { name: credential, issuer, subject, audiences }) =>
      during(`Add federated credential ${credential}`, async () => {
        const { client, resourceGroup, name } = of(id);
        await client.federatedIdentityCredentials.createOrUpdate(resourceGroup, name, credential, {
          issuer,
          subject,
          audiences: [...audiences],
        });
      }),
    deleteFederated: (id, credential) =>
      during(`Remove federated credential ${credential}`, async () => {
        const { client, resourceGroup, name } = of(id);
        await client.federatedIdentityCredentials.delete(resourceGroup, name, credential);
      }),
  };
}
