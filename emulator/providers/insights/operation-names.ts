/**
 * Names of operations as Azure shows them, where they are known from what providers say of themselves
 * (`az provider operation list`). Azure shows the operation itself where a provider gives it no name.
 */
const names: Readonly<Record<string, string>> = {
  'Microsoft.Authorization/locks/delete': 'Delete management locks',
  'Microsoft.Authorization/locks/write': 'Add management locks',
  'Microsoft.Authorization/roleAssignments/delete': 'Delete role assignment',
  'Microsoft.Authorization/roleAssignments/write': 'Create role assignment',
  'Microsoft.Authorization/roleDefinitions/delete': 'Delete custom role definition',
  'Microsoft.Authorization/roleDefinitions/write': 'Create or update custom role definition',
  'Microsoft.Compute/virtualMachines/deallocate/action': 'Deallocate Virtual Machine',
  'Microsoft.Compute/virtualMachines/delete': 'Delete Virtual Machine',
  'Microsoft.Compute/virtualMachines/powerOff/action': 'Power Off Virtual Machine',
  'Microsoft.Compute/virtualMachines/redeploy/action': 'Redeploy Virtual Machine',
  'Microsoft.Compute/virtualMachines/restart/action': 'Restart Virtual Machine',
  'Microsoft.Compute/virtualMachines/runCommand/action': 'Run Command on Virtual Machine',
  'Microsoft.Compute/virtualMachines/start/action': 'Start Virtual Machine',
  'Microsoft.Compute/virtualMachines/write': 'Create or Update Virtual Machine',
  'Microsoft.KeyVault/vaults/delete': 'Delete Key Vault',
  'Microsoft.KeyVault/vaults/write': 'Update Key Vault',
  'Microsoft.ManagedIdentity/userAssignedIdentities/delete': 'Delete User Assigned Identity',
  'Microsoft.ManagedIdentity/userAssignedIdentities/write': 'Create/Update User Assigned Identity',
  'Microsoft.Network/networkInterfaces/delete': 'Delete Network Interface',
  'Microsoft.Network/networkInterfaces/write': 'Create or Update Network Interface',
  'Microsoft.Network/virtualNetworks/delete': 'Delete Virtual Network',
  'Microsoft.Network/virtualNetworks/write': 'Create or Update Virtual Network',
  'Microsoft.Resources/deployments/delete': 'Delete Deployment',
  'Microsoft.Resources/deployments/validate/action': 'Validate Deployment',
  'Microsoft.Resources/deployments/write': 'Create Deployment',
  'Microsoft.Resources/subscriptions/resourceGroups/delete': 'Delete resource group',
  'Microsoft.Resources/subscriptions/resourceGroups/write': 'Update resource group',
  'Microsoft.Storage/storageAccounts/delete': 'Delete Storage Account',
  'Microsoft.Storage/storageAccounts/listKeys/action': 'List Storage Account Keys',
  'Microsoft.Storage/storageAccounts/write': 'Create/Update Storage Account',
};

/** What Azure shows for an RBAC action. */
export function operationText(action: string): string {
  return names[action] ?? action;
}
