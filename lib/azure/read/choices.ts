import 'server-only';
import { z } from 'zod';
import { AzureError } from '@/lib/arm/azure-error';
import { armRequest } from '@/lib/azure/arm-request';
import type { AzureClients } from '@/lib/azure/clients';
import { toFault } from '@/lib/azure/to-fault';
import type { Choice, ChoiceKind } from '@/lib/model/azure-reader';

const paths: Readonly<Record<ChoiceKind, string>> = {
  groups: '/resourcegroups?api-version=2024-07-01',
  subnets: '/providers/Microsoft.Network/virtualNetworks?api-version=2022-01-01',
  regions: '/locations?api-version=2022-12-01',
  vaults: '/providers/Microsoft.KeyVault/vaults?api-version=2023-07-01',
};

const item = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullish(),
  displayName: z.string().nullish(),
  metadata: z.object({ regionType: z.string().nullish() }).nullish(),
  properties: z
    .looseObject({
      subnets: z.array(z.object({ id: z.string(), name: z.string() })).nullish(),
      enableRbacAuthorization: z.boolean().nullish(),
    })
    .nullish(),
});
const page = z.object({ value: z.array(item), nextLink: z.string().nullish() });

function toChoices(kind: ChoiceKind, one: z.infer<typeof item>): Choice[] {
  const location = one.location ?? '';
  switch (kind) {
    case 'subnets':
      return (one.properties?.subnets ?? []).map(({ id, name }) => ({
        id,
        name: `${one.name}/${name}`,
        location,
        note: '',
      }));
    case 'regions':
      return one.metadata?.regionType === 'Logical'
        ? []
        : [{ id: one.name, name: one.displayName ?? one.name, location: one.name, note: '' }];
    case 'vaults':
      return [
        {
          id: one.id,
          name: one.name,
          location,
          note: one.properties?.enableRbacAuthorization === true ? 'rbac' : 'policies',
        },
      ];
    case 'groups':
      return [{ id: one.id, name: one.name, location, note: '' }];
  }
}

/** What a form lets people choose from in a subscription, by name. Throws AzureError. */
export async function choices(
  clients: AzureClients,
  endpoint: string,
  kind: ChoiceKind,
  subscriptionId: string,
): Promise<Choice[]> {
  const found: Choice[] = [];
  try {
    let next: string | null | undefined = `${endpoint}/subscriptions/${subscriptionId}${paths[kind]}`;
    while (next) {
      const { value, nextLink }: z.infer<typeof page> = page.parse(
        (await armRequest(clients, 'GET', next)).body,
      );
      for (const one of value) found.push(...toChoices(kind, one));
      next = nextLink;
    }
  } catch (error) {
    throw new AzureError(toFault(error, `List ${kind}`));
  }
  return found.sort((left, right) => left.name.localeCompare(right.name));
}
