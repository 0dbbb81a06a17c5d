import { existsSync } from 'node:fs';
import type { Provider } from './core/provider.ts';

const folders = [
  'resources',
  'compute',
  'managed-identity',
  'authorization',
  'network',
  'key-vault',
  'hosts',
];

/** Stands in until providers/resources/provider.ts is there. */
const subscriptionsOnly: Provider = {
  namespace: 'Microsoft.Resources',
  resourceTypes: [{ name: 'subscriptions', apiVersions: ['2022-12-01'], locations: [] }],
  routes: [
    {
      method: 'GET',
      path: '/subscriptions',
      operation: 'Subscriptions_List',
      action: null,
      handle: ({ world, page }) =>
        page([...world.subscriptions.values()], 1000, (row) => ({
          id: `/subscriptions/${row.subscriptionId}`,
          subscriptionId: row.subscriptionId,
          tenantId: row.tenantId,
          displayName: row.displayName,
          state: 'Enabled',
          subscriptionPolicies: {
            locationPlacementId: 'Public_2014-09-01',
            quotaId: 'PayAsYouGo_2014-09-01',
            spendingLimit: 'Off',
          },
          authorizationSource: 'RoleBased',
          managedByTenants: [],
        })),
    },
  ],
};

/** Every resource provider of the emulated Azure Resource Manager. */
export async function loadProviders(): Promise<Provider[]> {
  const providers: Provider[] = [];
  for (const folder of folders) {
    const file = new URL(`./providers/${folder}/provider.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    // A folder whose types belong to several namespaces exports `providers`.
    const loaded: { provider: Provider; providers?: readonly Provider[] } = await import(file.href);
    providers.push(...(loaded.providers ?? [loaded.provider]));
  }
  return providers.some((provider) => provider.namespace === 'Microsoft.Resources')
    ? providers
    : [...providers, subscriptionsOnly];
}
