import 'server-only';
import { z } from 'zod';
import type { AzureClients } from '@/lib/azure/clients';
import { during } from '@/lib/azure/during';
import { sendPages } from '@/lib/azure/send';
import type { Choice, ChoiceKind } from '@/lib/model/azure-reader';

const networkSchema = z.object({
  name: z.string(),
  location: z.string().nullish(),
  properties: z
    .object({ subnets: z.array(z.object({ id: z.string(), name: z.string() })).nullish() })
    .nullish(),
});
const vaultSchema = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullish(),
  properties: z.object({ enableRbacAuthorization: z.boolean().nullish() }).nullish(),
});

const namedSchema = z.object({ id: z.string(), name: z.string(), location: z.string().nullish() });

type List = (clients: AzureClients, subscriptionId: string, parent: string) => AsyncGenerator<Choice>;

/** What a list of Azure Resource Manager names. */
async function* namesAt(clients: AzureClients, path: string, apiVersion: string): AsyncGenerator<Choice> {
  const url = `${clients.endpoint}${path}?api-version=${apiVersion}`;
  for await (const page of sendPages(clients.arm, url, namedSchema))
    for (const { id, name, location } of page) yield { id, name, location: location ?? '', note: '' };
}

const lists: Readonly<Record<ChoiceKind, List>> = {
  async *groups(clients, subscriptionId) {
    for await (const { id, name, location } of clients.resources(subscriptionId).resourceGroups.list())
      if (id && name) yield { id, name, location, note: '' };
  },
  async *regions(clients, subscriptionId) {
    const list = clients.subscriptions.subscriptions.listLocations(subscriptionId);
    for await (const { name, displayName, metadata } of list)
      if (name && metadata?.regionType !== 'Logical')
        yield { id: name, name: displayName ?? name, location: name, note: '' };
  },
  async *subnets(clients, subscriptionId) {
    const url = `${clients.endpoint}/subscriptions/${subscriptionId}/providers/Microsoft.Network/virtualNetworks?api-version=2022-01-01`;
    for await (const page of sendPages(clients.arm, url, networkSchema))
      for (const { name: network, location, properties } of page)
        for (const { id, name } of properties?.subnets ?? [])
          yield { id, name: `${network}/${name}`, location: location ?? '', note: '' };
  },
  async *vaults(clients, subscriptionId) {
    const url = `${clients.endpoint}/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/vaults?api-version=2023-07-01`;
    for await (const page of sendPages(clients.arm, url, vaultSchema))
      for (const { id, name, location, properties } of page)
        yield {
          id,
          name,
          location: location ?? '',
          note: properties?.enableRbacAuthorization === true ? 'rbac' : 'policies',
        };
  },
  accounts: (clients, subscriptionId) =>
    namesAt(
      clients,
      `/subscriptions/${subscriptionId}/providers/Microsoft.Storage/storageAccounts`,
      '2023-05-01',
    ),
  // https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/list: properties, never values
  secrets: (clients, _subscriptionId, parent) => namesAt(clients, `${parent}/secrets`, '2023-07-01'),
  containers: (clients, _subscriptionId, parent) =>
    namesAt(clients, `${parent}/blobServices/default/containers`, '2023-05-01'),
};

/** What a form lets people choose from in a subscription, by name. Throws AzureError. */
export function choices(
  clients: AzureClients,
  kind: ChoiceKind,
  subscriptionId: string,
  parent: string,
): Promise<Choice[]> {
  return during(`List ${kind}`, async () => {
    const found: Choice[] = [];
    for await (const choice of lists[kind](clients, subscriptionId, parent)) found.push(choice);
    return found.sort((left, right) => left.name.localeCompare(right.name));
  });
}
