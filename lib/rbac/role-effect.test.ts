import { expect, it } from 'vitest';
import type { RolePermission } from '@/lib/model/estate-reader';
import { judgedTypes, noEffectOn } from './role-effect';

function permission(given: Partial<RolePermission>): RolePermission {
  return { actions: [], notActions: [], dataActions: [], notDataActions: [], ...given };
}

const [vault, secret, account, container] = judgedTypes;

it.each<[name: string, given: Partial<RolePermission>, none: string[]]>([
  ['Reader', { actions: ['*/read'] }, []],
  [
    'Key Vault Secrets User',
    {
      dataActions: [
        'Microsoft.KeyVault/vaults/secrets/getSecret/action',
        'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
      ],
    },
    [account, container],
  ],
  [
    'Key Vault Crypto User',
    { dataActions: ['Microsoft.KeyVault/vaults/keys/encrypt/action'] },
    [secret, account, container],
  ],
  [
    'Storage Blob Data Reader',
    {
      actions: ['Microsoft.Storage/storageAccounts/blobServices/containers/read'],
      dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
    },
    [vault, secret],
  ],
  ['AcrPull', { actions: ['Microsoft.ContainerRegistry/registries/pull/read'] }, [...judgedTypes]],
  [
    'Virtual Machine Contributor, with what comes with every role',
    {
      actions: [
        'Microsoft.Authorization/*/read',
        'Microsoft.Compute/virtualMachines/*',
        'Microsoft.Insights/alertRules/*',
        'Microsoft.Resources/deployments/*',
        'Microsoft.Support/*',
      ],
    },
    [...judgedTypes],
  ],
  ['a role that assigns roles', { actions: ['Microsoft.Authorization/roleAssignments/write'] }, []],
  [
    'a wildcard that ends within the type',
    { actions: ['Microsoft.KeyVault/vaults/*'] },
    [account, container],
  ],
])('%s', (_name, given, none) => {
  expect(noEffectOn([permission(given)])).toEqual(none);
});
