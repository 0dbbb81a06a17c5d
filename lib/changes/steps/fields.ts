import { z } from 'zod';
import {
  isArmId,
  nameOf,
  resourceGroupScopeOf,
  subscriptionIdOf,
  subscriptionScopeOf,
} from '@/lib/arm/arm-id';
import { parseScope } from '@/lib/arm/scopes';

/** An ARM id of a type, in any casing. */
function idOf(type: string, example: string) {
  return z
    .string('Choose one.')
    .max(2048)
    .refine(
      (id) => id.startsWith('/') && parseScope(id)?.resourceType === type.toLowerCase() && isArmId(id),
      {
        error: `Not the id of ${example}.`,
      },
    );
}

export const machineId = idOf('Microsoft.Compute/virtualMachines', 'a virtual machine');
export const identityId = idOf(
  'Microsoft.ManagedIdentity/userAssignedIdentities',
  'a user-assigned identity',
);
export const vaultId = idOf('Microsoft.KeyVault/vaults', 'a key vault');
export const storageAccountId = idOf('Microsoft.Storage/storageAccounts', 'a storage account');
export const subnetId = idOf('Microsoft.Network/virtualNetworks/subnets', 'a subnet');

export const subscriptionId = z.guid('Not the id of a subscription.');

/** learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
export const groupName = z
  .string()
  .min(1, 'Name the resource group.')
  .max(90, 'At most 90 characters.')
  .regex(/^[\p{L}\p{N}_().-]*$/u, 'Letters, digits, underscores, hyphens, periods and parentheses only.')
  .refine((name) => !name.endsWith('.'), 'It must not end with a period.');

export const groupId = z.string().refine((id) => parseScope(id)?.kind === 'resource group' && isArmId(id), {
  error: 'Choose a resource group.',
});

/** learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity */
export const identityName = z
  .string()
  .min(3, 'At least 3 characters.')
  .max(128, 'At most 128 characters.')
  .regex(
    /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/,
    'Letters, digits, hyphens and underscores, beginning with a letter or digit.',
  );

/** learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcompute (Linux) */
export const machineName = z
  .string()
  .min(1, 'Name the machine.')
  .max(64, 'At most 64 characters.')
  .regex(
    /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    'Letters, digits and hyphens, not at the ends a hyphen.',
  );

export const location = z.string().regex(/^[a-z0-9]{2,40}$/, 'Choose a region.');

/** learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
export const tags = z
  .record(
    z
      .string()
      .min(1)
      .max(512)
      .regex(/^[^<>%&\\?/]*$/, 'A tag name has no < > % & \\ ? /.'),
    z.string().max(256, 'A tag value has at most 256 characters.'),
  )
  .refine((all) => Object.keys(all).length <= 50, 'At most 50 tags.');

export const guid = z.guid('Not a GUID.').transform((id) => id.toLowerCase());

/** Any scope role assignments can be made at. https://learn.microsoft.com/azure/role-based-access-control/scope-overview */
export const scope = z
  .string()
  .max(2048)
  .refine((id) => id === '/' || (id.startsWith('/') && parseScope(id) !== undefined && isArmId(id)), {
    error: 'Choose a scope.',
  });

/** Azure has no locks above subscriptions. https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources */
export const lockableScope = scope.refine((id) => subscriptionIdOf(id) !== '', {
  error: 'Choose a subscription, a resource group, or a resource.',
});

/** What a scope is called in a sentence. */
export function scopeName(id: string): string {
  return id === '/' ? 'Tenant root' : nameOf(id);
}

/** Who a role assignment is for: a user-assigned identity, or the resource whose system-assigned identity it is. */
export const principalResourceId = z
  .string()
  .max(2048)
  .refine((id) => id.startsWith('/') && parseScope(id)?.kind === 'resource' && isArmId(id), {
    error: 'Choose an identity.',
  });

export const roleAssignmentId = z
  .string()
  .max(2048)
  .regex(/^\/[\p{L}\p{N}_\-.()~@/ ']*\/roleAssignments\/[0-9a-f-]{36}$/iu, 'Not the id of a role assignment.')
  .refine(isArmId, { error: 'Not the id of a role assignment.' });

/** The resource group's id of a resource's id; the subscription's for what is in none. */
export function groupOf(id: string): string {
  return resourceGroupScopeOf(id) || subscriptionScopeOf(id) || id;
}

/** ARM id of a resource's system-assigned identity. https://learn.microsoft.com/rest/api/managedidentity/system-assigned-identities */
export function systemIdentityId(hostId: string): string {
  return `${hostId}/providers/Microsoft.ManagedIdentity/identities/default`;
}
