import type { Provider } from '../../core/provider.ts';
import { resourceTypesOf } from '../resources/namespaces.ts';
import { readRoutes, type TrackedType } from '../resources/tracked-routes.ts';

/** Types that carry managed identities, or that grants point at: read only here, but listed and opened as in Azure. */
const types: Readonly<Record<string, readonly TrackedType[]>> = {
  'Microsoft.App': [{ type: 'Microsoft.App/containerApps', operations: 'ContainerApps' }],
  'Microsoft.Automation': [
    { type: 'Microsoft.Automation/automationAccounts', operations: 'AutomationAccount', listBySubscription: 'List' },
  ],
  'Microsoft.ContainerInstance': [
    { type: 'Microsoft.ContainerInstance/containerGroups', operations: 'ContainerGroups', listBySubscription: 'List' },
  ],
  'Microsoft.ContainerRegistry': [
    { type: 'Microsoft.ContainerRegistry/registries', operations: 'Registries', listBySubscription: 'List' },
  ],
  'Microsoft.ContainerService': [
    { type: 'Microsoft.ContainerService/managedClusters', operations: 'ManagedClusters', listBySubscription: 'List' },
  ],
  'Microsoft.DataFactory': [{ type: 'Microsoft.DataFactory/factories', operations: 'Factories', listBySubscription: 'List' }],
  'Microsoft.Logic': [{ type: 'Microsoft.Logic/workflows', operations: 'Workflows' }],
  'Microsoft.Sql': [{ type: 'Microsoft.Sql/servers', operations: 'Servers', listBySubscription: 'List' }],
  'Microsoft.Storage': [
    { type: 'Microsoft.Storage/storageAccounts', operations: 'StorageAccounts', listBySubscription: 'List' },
  ],
  'Microsoft.Web': [{ type: 'Microsoft.Web/sites', operations: 'WebApps', listBySubscription: 'List' }],
};

/** One provider a namespace. */
export const providers: readonly Provider[] = Object.entries(types).map(([namespace, tracked]) => ({
  namespace,
  resourceTypes: resourceTypesOf(namespace),
  routes: tracked.flatMap(readRoutes),
}));
