/**
 * Operations that give whoever may do them more than the resource they act on. Names are Azure's own, from
 * learn.microsoft.com/azure/role-based-access-control/permissions/ (authorization, identity, compute, management).
 */

/** Whoever may do one of these at a scope may give anybody, itself included, any role there. */
export const roleAssignmentActions = [
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleDefinitions/write',
  'Microsoft.Authorization/roleAssignmentScheduleRequests/write',
] as const;

/** Attach a user-assigned identity to a resource: the linked check of every write that names one. */
export const assignIdentityAction = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';

/** Let an outside workload sign in as the identity. */
export const federateIdentityAction =
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write';

/**
 * Run code on a machine, so get tokens of every identity on it: IMDS answers any process
 * (learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token).
 */
export const runCodeActions = {
  'microsoft.compute/virtualmachines': [
    'Microsoft.Compute/virtualMachines/runCommand/action',
    'Microsoft.Compute/virtualMachines/runCommands/write',
    'Microsoft.Compute/virtualMachines/extensions/write',
    'Microsoft.Compute/virtualMachines/write',
  ],
  'microsoft.compute/virtualmachinescalesets': [
    'Microsoft.Compute/virtualMachineScaleSets/write',
    'Microsoft.Compute/virtualMachineScaleSets/extensions/write',
    'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action',
    'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommands/write',
    'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/extensions/write',
  ],
  'microsoft.hybridcompute/machines': [
    'Microsoft.HybridCompute/machines/extensions/write',
    'Microsoft.HybridCompute/machines/runCommands/write',
  ],
} as const;

/** Operations that run code on a resource of a type: of what is no machine, whoever may write it decides its code. */
export function runCodeActionsOn(resourceType: string): readonly string[] {
  const type = resourceType.toLowerCase();
  for (const [machine, actions] of Object.entries(runCodeActions)) {
    if (type === machine || type.startsWith(`${machine}/`)) return actions;
  }
  return [`${resourceType}/write`];
}

/** The same by signing in to the host with Entra ID. */
export const loginDataActions = [
  'Microsoft.Compute/virtualMachines/login/action',
  'Microsoft.Compute/virtualMachines/loginAsAdmin/action',
  'Microsoft.HybridCompute/machines/login/action',
  'Microsoft.HybridCompute/machines/loginAsAdmin/action',
] as const;

export const operatorActions = [
  assignIdentityAction,
  federateIdentityAction,
  ...Object.values(runCodeActions).flat(),
] as const;

/**
 * Control-plane operations that most reading roles carry along and that change nothing of a customer's resources:
 * support tickets, classic alert rules, deployments (each resource in one is checked on its own), log queries.
 */
export const harmlessActions = [
  'Microsoft.Support/*',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Insights/Register/action',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourcegroups/deployments/*',
  'Microsoft.OperationalInsights/workspaces/analytics/query/action',
  'Microsoft.OperationalInsights/workspaces/search/action',
  'Microsoft.OperationalInsights/workspaces/query/action',
  // Signs SAS tokens that can do no more than the caller's own data roles.
  'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
  // Needed to open the connection of an Entra sign-in to a machine; the sign-in itself is a data action.
  'Microsoft.HybridConnectivity/endpoints/listCredentials/action',
] as const;

/** Containers of data: control-plane operations that belong to the storage data roles. */
export const dataContainerActions = [
  'Microsoft.Storage/storageAccounts/blobServices/containers/*',
  'Microsoft.Storage/storageAccounts/fileServices/shares/*',
  'Microsoft.Storage/storageAccounts/queueServices/queues/*',
  'Microsoft.Storage/storageAccounts/tableServices/tables/*',
] as const;
