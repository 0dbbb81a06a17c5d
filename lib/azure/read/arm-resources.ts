import 'server-only';
import type { ServiceClient } from '@azure/core-client';
import { createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import { isRefused } from '@/lib/arm/azure-error';
import type { AzureClients } from '@/lib/azure/clients';
import { lastSegment, toIdentityBlock, toSeconds, toTags } from '@/lib/azure/reshape';
import { toFault } from '@/lib/azure/to-fault';
import type { HierarchyModel, HostModel, SubscriptionModel, VaultModel } from '@/lib/model/arm-models';

/** Subscriptions the caller may read something in. */
export async function* subscriptions(clients: AzureClients): AsyncGenerator<SubscriptionModel[]> {
  for await (const page of clients.subscriptions.subscriptions.list().byPage()) {
    const items: SubscriptionModel[] = [];
    for (const { subscriptionId, displayName, tenantId } of page) {
      if (!subscriptionId) continue;
      const name = displayName ?? subscriptionId;
      items.push({
        subscriptionId: subscriptionId.toLowerCase(),
        name,
        tenantId: tenantId?.toLowerCase() ?? '',
      });
    }
    yield items;
  }
}

/** All resources of a subscription. Only this list says when a user-assigned identity was created. */
export async function* resources(clients: AzureClients, subscriptionId: string): AsyncGenerator<HostModel[]> {
  const list = clients.resources(subscriptionId).resources.list({ expand: 'createdTime,changedTime' });
  for await (const page of list.byPage()) {
    const items: HostModel[] = [];
    for (const resource of page) {
      const { id, name, type } = resource;
      if (!id || !name || !type) continue;
      items.push({
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
    yield items;
  }
}

/** Sends one request down a client's own pipeline (token, retries, limits) and gives the JSON of a 200. */
export async function sendJson(
  client: ServiceClient,
  url: string,
  init: { method?: 'GET' | 'POST'; body?: unknown } = {},
): Promise<unknown> {
  const request = createPipelineRequest({ url, method: init.method ?? 'GET' });
  request.headers.set('accept', 'application/json');
  if (init.body !== undefined) {
    request.headers.set('content-type', 'application/json; charset=utf-8');
    request.body = JSON.stringify(init.body);
  }
  const response = await client.sendRequest(request);
  if (response.status !== 200) {
    const { status: statusCode } = response;
    throw new RestError(`Azure answered ${statusCode}.`, { statusCode, request, response });
  }
  return JSON.parse(response.bodyAsText ?? 'null');
}

const pageSchema = z.object({ value: z.array(z.unknown()), nextLink: z.string().nullish() });

async function* rawPages(
  client: ServiceClient,
  url: string,
  method: 'GET' | 'POST',
): AsyncGenerator<unknown[]> {
  let next: string | null | undefined = url;
  while (next) {
    const page: z.infer<typeof pageSchema> = pageSchema.parse(await sendJson(client, next, { method }));
    yield page.value;
    next = page.nextLink;
  }
}

const vaultSchema = z.object({
  id: z.string(),
  properties: z.object({ enableRbacAuthorization: z.boolean().nullish() }).optional(),
});

/** Key vaults of a subscription and their permission model, which the generic list does not tell. */
export async function* vaults(
  clients: AzureClients,
  endpoint: string,
  subscriptionId: string,
): AsyncGenerator<VaultModel[]> {
  const url = `${endpoint}/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/vaults?api-version=2023-07-01`;
  for await (const page of rawPages(clients.arm, url, 'GET')) {
    yield z
      .array(vaultSchema)
      .parse(page)
      .map(({ id, properties }) => ({ id, usesRbac: properties?.enableRbacAuthorization === true }));
  }
}

const entitySchema = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  properties: z.object({
    displayName: z.string().nullish(),
    parent: z.object({ id: z.string().nullish() }).nullish(),
  }),
});

type Entity = z.infer<typeof entitySchema>;

function toHierarchyModel({ type, name, properties }: Entity): HierarchyModel {
  return {
    kind: /\/subscriptions$/i.test(type) ? 'subscription' : 'managementGroup',
    name,
    displayName: properties.displayName ?? name,
    parent: properties.parent?.id ? lastSegment(properties.parent.id) : '',
  };
}

/**
 * Management groups and the subscriptions in them, as far as the caller may know of them. No SDK package of ours has
 * these two. The first (https://learn.microsoft.com/rest/api/managementgroups/entities/list) leaves out subscriptions
 * the caller may not read; who may read a group is told by the second what lies below it all the same.
 */
export async function* hierarchy(clients: AzureClients, endpoint: string): AsyncGenerator<HierarchyModel[]> {
  const base = `${endpoint}/providers/Microsoft.Management`;
  const version = 'api-version=2020-05-01';
  const known = new Map<string, HierarchyModel>();
  const keepNew = (page: readonly unknown[]) => {
    const items = z.array(entitySchema).parse(page).map(toHierarchyModel);
    const fresh = items.filter(({ name }) => !known.has(name.toLowerCase()));
    for (const item of fresh) known.set(item.name.toLowerCase(), item);
    return fresh;
  };
  for await (const page of rawPages(clients.arm, `${base}/getEntities?${version}`, 'POST'))
    yield keepNew(page);
  const groups = [...known.values()].filter(({ kind }) => kind === 'managementGroup');
  for (const { name, parent } of groups) {
    if (known.has(parent)) continue;
    const url = `${base}/managementGroups/${encodeURIComponent(name)}/descendants?${version}`;
    try {
      for await (const page of rawPages(clients.arm, url, 'GET')) yield keepNew(page);
    } catch (error) {
      // Seeing a group's name on the way to one's own subscription does not mean that one may read it.
      if (!isRefused(toFault(error, 'List management groups'))) throw error;
    }
  }
}
