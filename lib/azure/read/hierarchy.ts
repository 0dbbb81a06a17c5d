import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { isRefused } from '@/lib/arm/azure-error';
import type { AzureClients } from '@/lib/azure/clients';
import { sendPages } from '@/lib/azure/send';
import { toFault } from '@/lib/azure/to-fault';
import type { HierarchyModel } from '@/lib/model/arm-models';

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
    parent: properties.parent?.id ? nameOf(properties.parent.id).toLowerCase() : '',
  };
}

/**
 * Management groups and the subscriptions in them, as far as the caller may know of them. No SDK package of ours has
 * these two. The first (https://learn.microsoft.com/rest/api/managementgroups/entities/list) leaves out subscriptions
 * the caller may not read; who may read a group is told by the second what lies below it all the same.
 */
export async function* hierarchy(clients: AzureClients): AsyncGenerator<HierarchyModel[]> {
  const base = `${clients.endpoint}/providers/Microsoft.Management`;
  const version = 'api-version=2020-05-01';
  const known = new Map<string, HierarchyModel>();
  const keepNew = (page: readonly Entity[]) => {
    const models = page.map(toHierarchyModel);
    const fresh = models.filter(({ name }) => !known.has(name.toLowerCase()));
    for (const model of fresh) known.set(model.name.toLowerCase(), model);
    return fresh;
  };
  const entitiesUrl = `${base}/getEntities?${version}`;
  for await (const page of sendPages(clients.arm, entitiesUrl, entitySchema, { method: 'POST' }))
    yield keepNew(page);
  const groups = [...known.values()].filter(({ kind }) => kind === 'managementGroup');
  for (const { name, parent } of groups) {
    if (known.has(parent)) continue;
    const url = `${base}/managementGroups/${encodeURIComponent(name)}/descendants?${version}`;
    try {
      for await (const page of sendPages(clients.arm, url, entitySchema)) yield keepNew(page);
    } catch (error) {
      // Seeing a group's name on the way to one's own subscription does not mean that one may read it.
      if (!isRefused(toFault(error, 'List management groups'))) throw error;
    }
  }
}
