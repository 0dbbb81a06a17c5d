import type { Provider, Route } from '../../core/contract/provider.ts';
import { resourceTypesOf } from '../../core/tracked/namespaces.ts';
import { groupPath, readRoutes } from '../../core/tracked/tracked-routes.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';

/** Types that carry managed identities besides virtual machines, with the start of Azure's operation ids. */
const hosts: readonly (readonly [namespace: string, type: string, operations: string])[] = [
  ['Microsoft.Web', 'sites', 'WebApps'],
  ['Microsoft.App', 'containerApps', 'ContainerApps'],
  ['Microsoft.ContainerInstance', 'containerGroups', 'ContainerGroups'],
  ['Microsoft.ContainerService', 'managedClusters', 'ManagedClusters'],
  ['Microsoft.Logic', 'workflows', 'Workflows'],
  ['Microsoft.Automation', 'automationAccounts', 'AutomationAccount'],
  ['Microsoft.DataFactory', 'factories', 'Factories'],
  ['Microsoft.Sql', 'servers', 'Servers'],
  ['Microsoft.Storage', 'storageAccounts', 'StorageAccounts'],
  ['Microsoft.ContainerRegistry', 'registries', 'Registries'],
];

function routesOf(namespace: string, name: string, operations: string): Route[] {
  const type = `${namespace}/${name}`;
  const path = `${groupPath(type)}/{name}`;
  return [
    ...readRoutes({ type, operations, listBySubscription: 'List' }),
    ...unbuilt([
      ['PUT', path, `${operations}_CreateOrUpdate`, `${type}/write`],
      ['PATCH', path, `${operations}_Update`, `${type}/write`],
      ['DELETE', path, `${operations}_Delete`, `${type}/delete`],
    ]),
  ];
}

/** One provider a namespace, all made the same way: list and get; writes answer 501. */
export const providers: readonly Provider[] = hosts.map(([namespace, type, operations]) => ({
  namespace,
  resourceTypes: resourceTypesOf(namespace),
  routes: routesOf(namespace, type, operations),
}));
