import { declaredId } from './declared-id';

/**
 * An API version of each type of resource that roles are often assigned on or that has a system-assigned identity.
 * Templates name one to refer to a resource that is there already; any version that has the type will do.
 * https://learn.microsoft.com/azure/templates/
 */
const versions: Readonly<Record<string, string>> = {
  'Microsoft.ApiManagement/service': '2022-08-01',
  'Microsoft.App/containerApps': '2024-03-01',
  'Microsoft.Authorization/locks': '2020-05-01',
  'Microsoft.Authorization/roleAssignments': '2022-04-01',
  'Microsoft.AppConfiguration/configurationStores': '2023-03-01',
  'Microsoft.Automation/automationAccounts': '2023-11-01',
  'Microsoft.CognitiveServices/accounts': '2023-05-01',
  'Microsoft.Compute/disks': '2023-04-02',
  'Microsoft.Compute/virtualMachines': '2024-07-01',
  'Microsoft.Compute/virtualMachineScaleSets': '2024-07-01',
  'Microsoft.ContainerRegistry/registries': '2023-07-01',
  'Microsoft.ContainerService/managedClusters': '2024-02-01',
  'Microsoft.DataFactory/factories': '2018-06-01',
  'Microsoft.DocumentDB/databaseAccounts': '2023-11-15',
  'Microsoft.EventHub/namespaces': '2024-01-01',
  'Microsoft.Insights/components': '2020-02-02',
  'Microsoft.KeyVault/vaults': '2023-07-01',
  'Microsoft.KeyVault/vaults/accessPolicies': '2023-07-01',
  'Microsoft.KeyVault/vaults/keys': '2023-07-01',
  'Microsoft.KeyVault/vaults/secrets': '2023-07-01',
  'Microsoft.Logic/workflows': '2019-05-01',
  'Microsoft.ManagedIdentity/userAssignedIdentities': '2024-11-30',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials': '2024-11-30',
  'Microsoft.Network/networkInterfaces': '2022-01-01',
  'Microsoft.Network/virtualNetworks': '2022-01-01',
  'Microsoft.Network/virtualNetworks/subnets': '2022-01-01',
  'Microsoft.OperationalInsights/workspaces': '2023-09-01',
  'Microsoft.Search/searchServices': '2023-11-01',
  'Microsoft.ServiceBus/namespaces': '2022-10-01-preview',
  'Microsoft.Sql/servers': '2021-11-01',
  'Microsoft.Sql/servers/databases': '2021-11-01',
  'Microsoft.Storage/storageAccounts': '2023-05-01',
  'Microsoft.Storage/storageAccounts/blobServices/containers': '2023-05-01',
  'Microsoft.Web/sites': '2023-12-01',
};

const byLower = new Map(
  Object.entries(versions).map(([type, version]) => [type.toLowerCase(), { type, version }]),
);

/** Type in Azure's casing and an API version of it; undefined for types that are not known here. */
export function knownType(id: string): { readonly type: string; readonly version: string } | undefined {
  return byLower.get(declaredId(id).type.toLowerCase());
}

/** Type in Azure's casing where it is known, else as the id has it: ids come in any casing. */
export function typeOf(id: string): string {
  return knownType(id)?.type ?? declaredId(id).type;
}

export function isUserAssignedIdentity(id: string): boolean {
  return declaredId(id).type.toLowerCase() === 'microsoft.managedidentity/userassignedidentities';
}
