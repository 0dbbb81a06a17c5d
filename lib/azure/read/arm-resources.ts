import 'server-only';
import { z } from 'zod';
import type { AzureClients } from '@/lib/azure/clients';
import { toIdentityBlock, toSeconds, toTags } from '@/lib/azure/reshape';
import { sendPages } from '@/lib/azure/send';
import type { HostModel, SubscriptionModel, VaultModel } from '@/lib/model/arm-models';

/** Subscriptions the caller may read something in. */
export async function* subscriptions(clients: AzureClients): AsyncGenerator<SubscriptionModel[]> {
  for await (const page of clients.subscriptions.subscriptions.list().byPage()) {
    const models: SubscriptionModel[] = [];
    for (const { subscriptionId, displayName, tenantId } of page) {
      if (!subscriptionId) continue;
      const name = displayName ?? subscriptionId;
      models.push({
        subscriptionId: subscriptionId.toLowerCase(),
        name,
        tenantId: tenantId?.toLowerCase() ?? '',
      });
    }
    yield models;
  }
}

/** All resources of a subscription. Only this list says when a user-assigned identity was created. */
export async function* resources(clients: AzureClients, subscriptionId: string): AsyncGenerator<HostModel[]> {
  const list = clients.resources(subscriptionId).resources.list({ expand: 'createdTime,changedTime' });
  for await (const page of list.byPage()) {
    const models: HostModel[] = [];
    for (const resource of page) {
      const { id, name, type } = resource;
      if (!id || !name || !type) continue;
      models.push({
        id,
        name,
        type,
        location: resource.location ?? '',
        size: resource.sku?.name ?? '',
        os: '',
        identity: toIdentityBlock(resource.identity),
        created: toSeconds(resource.createdTime),
        tags: toTags(resource.tags),
      });
    }
    yield models;
  }
}

const vaultSchema = z.object({
  id: z.string(),
  properties: z.object({ enableRbacAuthorization: z.boolean().nullish() }).optional(),
});

/** Key vaults of a subscription and their permission model, which the generic list does not tell. */
export async function* vaults(clients: AzureClients, subscriptionId: string): AsyncGenerator<VaultModel[]> {
  const url = `${clients.endpoint}/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/vaults?api-version=2023-07-01`;
  for await (const page of sendPages(clients.arm, url, vaultSchema)) {
    yield page.map(({ id, properties }) => ({ id, usesRbac: properties?.enableRbacAuthorization === true }));
  }
}

/** Display name of a tenant the caller belongs to; '' when Azure gives none. */
export async function tenantName(clients: AzureClients, tenantId: string): Promise<string> {
  for await (const tenant of clients.subscriptions.tenants.list()) {
    if (tenant.tenantId?.toLowerCase() === tenantId) return tenant.displayName ?? '';
  }
  return '';
}
