import type { Provider } from '../contract/provider.ts';

type ResourceType = Provider['resourceTypes'][number];

/** Regions of the emulated Azure: display name, geography group and the pair Azure names. */
export const regions: readonly {
  readonly name: string;
  readonly displayName: string;
  readonly geographyGroup: string;
  readonly paired: string;
}[] = [
  { name: 'westeurope', displayName: 'West Europe', geographyGroup: 'Europe', paired: 'northeurope' },
  { name: 'northeurope', displayName: 'North Europe', geographyGroup: 'Europe', paired: 'westeurope' },
  { name: 'swedencentral', displayName: 'Sweden Central', geographyGroup: 'Europe', paired: 'swedensouth' },
  {
    name: 'germanywestcentral',
    displayName: 'Germany West Central',
    geographyGroup: 'Europe',
    paired: 'germanynorth',
  },
  { name: 'uksouth', displayName: 'UK South', geographyGroup: 'UK', paired: 'ukwest' },
  { name: 'eastus', displayName: 'East US', geographyGroup: 'US', paired: 'westus' },
  { name: 'eastus2', displayName: 'East US 2', geographyGroup: 'US', paired: 'centralus' },
  { name: 'westus', displayName: 'West US', geographyGroup: 'US', paired: 'eastus' },
  { name: 'westus2', displayName: 'West US 2', geographyGroup: 'US', paired: 'westcentralus' },
  { name: 'centralus', displayName: 'Central US', geographyGroup: 'US', paired: 'eastus2' },
  { name: 'eastasia', displayName: 'East Asia', geographyGroup: 'Asia Pacific', paired: 'southeastasia' },
  {
    name: 'southeastasia',
    displayName: 'Southeast Asia',
    geographyGroup: 'Asia Pacific',
    paired: 'eastasia',
  },
  { name: 'italynorth', displayName: 'Italy North', geographyGroup: 'Europe', paired: '' },
];

const everywhere = regions.map((region) => region.displayName);

/** Types by namespace with the api-versions Azure's current SDKs and az send, newest first. */
const types: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'Microsoft.App': { containerApps: ['2025-01-01', '2024-03-01'], managedEnvironments: ['2025-01-01'] },
  'Microsoft.Authorization': {
    roleAssignments: ['2022-04-01', '2020-04-01-preview', '2015-07-01'],
    roleDefinitions: ['2022-04-01', '2018-01-01-preview', '2015-07-01'],
    denyAssignments: ['2022-04-01', '2018-07-01-preview'],
    permissions: ['2022-04-01', '2018-07-01', '2015-07-01'],
    providerOperations: ['2022-04-01', '2018-07-01', '2015-07-01'],
    locks: ['2020-05-01', '2016-09-01'],
    roleEligibilityScheduleInstances: ['2020-10-01'],
    roleAssignmentScheduleInstances: ['2020-10-01'],
  },
  'Microsoft.Automation': { automationAccounts: ['2024-10-23', '2023-11-01'] },
  'Microsoft.Compute': {
    virtualMachines: ['2026-04-01', '2024-07-01', '2022-11-01', '2022-08-01', '2020-06-01'],
    'virtualMachines/extensions': ['2026-04-01', '2024-07-01'],
    'virtualMachines/runCommands': ['2026-04-01', '2024-07-01'],
    virtualMachineScaleSets: ['2026-04-01', '2024-07-01', '2022-11-01'],
    'virtualMachineScaleSets/virtualMachines': ['2026-04-01', '2024-07-01'],
    availabilitySets: ['2026-04-01', '2024-07-01'],
    disks: ['2026-03-02', '2022-07-02'],
    images: ['2026-04-01', '2022-11-01'],
    skus: ['2021-07-01', '2019-04-01'],
    locations: ['2026-04-01', '2022-11-01'],
    'locations/operations': ['2026-04-01', '2022-11-01'],
    'locations/vmSizes': ['2026-04-01', '2022-11-01'],
    'locations/publishers': ['2026-04-01', '2022-11-01'],
  },
  'Microsoft.ContainerInstance': { containerGroups: ['2024-10-01-preview', '2023-05-01'] },
  'Microsoft.ContainerRegistry': { registries: ['2025-04-01', '2023-07-01'] },
  'Microsoft.ContainerService': { managedClusters: ['2025-05-01', '2024-09-01'] },
  'Microsoft.DataFactory': { factories: ['2018-06-01'] },
  'Microsoft.KeyVault': {
    vaults: ['2025-05-01', '2023-07-01', '2022-07-01'],
    'vaults/accessPolicies': ['2023-07-01'],
  },
  'Microsoft.Logic': { workflows: ['2019-05-01'] },
  'Microsoft.ManagedIdentity': {
    userAssignedIdentities: ['2024-11-30', '2023-01-31', '2022-01-31-preview', '2018-11-30'],
    'userAssignedIdentities/federatedIdentityCredentials': ['2024-11-30', '2023-01-31', '2022-01-31-preview'],
    identities: ['2024-11-30', '2023-01-31', '2018-11-30'],
    operations: ['2024-11-30', '2023-01-31'],
  },
  'Microsoft.Management': {
    managementGroups: ['2021-04-01', '2020-05-01'],
    getEntities: ['2021-04-01', '2020-05-01'],
  },
  'Microsoft.Network': {
    virtualNetworks: ['2026-01-01', '2022-07-01', '2022-01-01', '2015-06-15'],
    'virtualNetworks/subnets': ['2026-01-01', '2022-01-01'],
    networkInterfaces: ['2026-01-01', '2022-07-01', '2022-01-01', '2015-06-15'],
    networkSecurityGroups: ['2026-01-01', '2022-01-01', '2015-06-15'],
    publicIPAddresses: ['2026-01-01', '2022-07-01', '2022-01-01'],
  },
  'Microsoft.Resources': {
    subscriptions: ['2022-12-01', '2019-11-01', '2016-06-01'],
    tenants: ['2022-12-01', '2019-11-01', '2016-06-01'],
    resourceGroups: ['2025-04-01', '2021-04-01'],
    resources: ['2025-04-01', '2021-04-01'],
    deployments: ['2025-04-01', '2022-09-01', '2021-04-01'],
  },
  'Microsoft.Sql': { servers: ['2023-08-01', '2021-11-01'] },
  'Microsoft.Storage': { storageAccounts: ['2025-01-01', '2023-05-01'] },
  'Microsoft.Web': { sites: ['2024-11-01', '2023-12-01'], serverfarms: ['2024-11-01'] },
};

/** Namespaces the emulated Azure offers, in alphabetical order. */
export const namespaces: readonly string[] = Object.keys(types);

/** Resource types of a namespace, in any casing; empty for an unknown one. */
export function resourceTypesOf(namespace: string): readonly ResourceType[] {
  const lower = namespace.toLowerCase();
  const found = Object.entries(types).find(([name]) => name.toLowerCase() === lower)?.[1] ?? {};
  return Object.entries(found).map(([name, apiVersions]) => ({ name, apiVersions, locations: everywhere }));
}

/** The namespace in Azure's own casing; undefined for an unknown one. */
export function canonicalNamespace(namespace: string): string | undefined {
  const lower = namespace.toLowerCase();
  return namespaces.find((name) => name.toLowerCase() === lower);
}
