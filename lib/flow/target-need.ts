import { nameOf, resourceGroupScopeOf } from '@/lib/arm/arm-id';
import type { ProbeTarget } from '@/lib/model/token-probe';

/** What Azure asks of a principal: an action of the control plane, or a data action, at a scope. */
export interface Need {
  readonly plane: 'control' | 'data';
  readonly action: string;
  /** ARM id. */
  readonly scope: string;
}

/**
 * What the probe's call to its target needs.
 * Secret: https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 * Container: https://learn.microsoft.com/rest/api/storageservices/list-blobs#authorization
 * Lists of Resource Manager: https://learn.microsoft.com/azure/role-based-access-control/permissions/management-and-governance#microsoftresources
 */
export function needOf(target: ProbeTarget): Need {
  switch (target.kind) {
    case 'arm':
      return {
        plane: 'control',
        action:
          resourceGroupScopeOf(target.scopeId) === ''
            ? 'Microsoft.Resources/subscriptions/resources/read'
            : 'Microsoft.Resources/subscriptions/resourceGroups/resources/read',
        scope: target.scopeId,
      };
    case 'secret':
      return {
        plane: 'data',
        action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
        scope: `${target.vaultId}/secrets/${target.secretName}`,
      };
    case 'container':
      return {
        plane: 'data',
        action: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
        scope: `${target.accountId}/blobServices/default/containers/${target.containerName}`,
      };
  }
}

/** ARM id of the resource whose page and forms stand for the target: scopes below it are seldom assigned at. */
export function targetResourceId(target: ProbeTarget): string {
  switch (target.kind) {
    case 'arm':
      return target.scopeId;
    case 'secret':
      return target.vaultId;
    case 'container':
      return target.accountId;
  }
}

/** The target in a sentence, e.g. `secret db-password in kv-batch-prod`. `scopeName` names subscriptions. */
export function targetText(target: ProbeTarget, scopeName: (armId: string) => string = nameOf): string {
  switch (target.kind) {
    case 'arm':
      return `the resources in ${scopeName(target.scopeId)}`;
    case 'secret':
      return `secret ${target.secretName} in ${nameOf(target.vaultId)}`;
    case 'container':
      return `container ${target.containerName} in ${nameOf(target.accountId)}`;
  }
}
