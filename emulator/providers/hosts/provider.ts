import type { Provider } from '../../core/contract/provider.ts';
import { readOnlyType } from '../../core/tracked/read-only-type.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';

/** A namespace of one type that carries managed identities: list and get; writes answer 501. */
function host(
  namespace: string,
  type: string,
  operations: string,
  apiVersionsByType: Readonly<Record<string, readonly string[]>>,
): Provider {
  return {
    namespace,
    resourceTypes: resourceTypes(apiVersionsByType),
    routes: readOnlyType(`${namespace}/${type}`, operations),
  };
}

/** Types that carry managed identities besides virtual machines, one provider a namespace. `operations` begins Azure's operation ids. */
export const providers: readonly Provider[] = [
  host('Microsoft.Web', 'sites', 'WebApps', {
    sites: ['2024-11-01', '2023-12-01'],
    serverfarms: ['2024-11-01'],
  }),
  host('Microsoft.App', 'containerApps', 'ContainerApps', {
    containerApps: ['2025-01-01', '2024-03-01'],
    managedEnvironments: ['2025-01-01'],
  }),
  host('Microsoft.ContainerInstance', 'containerGroups', 'ContainerGroups', {
    containerGroups: ['2024-10-01-preview', '2023-05-01'],
  }),
  host('Microsoft.ContainerService', 'managedClusters', 'ManagedClusters', {
    managedClusters: ['2025-05-01', '2024-09-01'],
  }),
  host('Microsoft.Logic', 'workflows', 'Workflows', { workflows: ['2019-05-01'] }),
  host('Microsoft.Automation', 'automationAccounts', 'AutomationAccount', {
    automationAccounts: ['2024-10-23', '2023-11-01'],
  }),
  host('Microsoft.DataFactory', 'factories', 'Factories', { factories: ['2018-06-01'] }),
  host('Microsoft.Sql', 'servers', 'Servers', { servers: ['2023-08-01', '2021-11-01'] }),
  host('Microsoft.ContainerRegistry', 'registries', 'Registries', {
    registries: ['2025-04-01', '2023-07-01'],
  }),
];
