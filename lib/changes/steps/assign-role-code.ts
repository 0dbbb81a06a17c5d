import { nameOf } from '@/lib/arm/arm-id';
import { az } from '@/lib/arm/az-command';
import { parseScope } from '@/lib/arm/scopes';
import { armText, bicepText, hclText, symbol } from '@/lib/changes/code/code-text';
import type { AsCode } from '@/lib/model/step';
import { assignmentName } from './assignment-name';
import { groupOf } from './fields';

interface RoleToAssign {
  readonly principalResourceId: string;
  readonly scope: string;
  readonly roleGuid: string;
  readonly condition: string;
  readonly description: string;
}

/** Versions of the types role assignments are most often made on; Bicep names one to refer to a resource that exists. */
const versions: Readonly<Record<string, readonly [type: string, version: string]>> = {
  'microsoft.keyvault/vaults': ['Microsoft.KeyVault/vaults', '2023-07-01'],
  'microsoft.keyvault/vaults/secrets': ['Microsoft.KeyVault/vaults/secrets', '2023-07-01'],
  'microsoft.storage/storageaccounts': ['Microsoft.Storage/storageAccounts', '2023-05-01'],
  'microsoft.containerregistry/registries': ['Microsoft.ContainerRegistry/registries', '2023-07-01'],
  'microsoft.compute/virtualmachines': ['Microsoft.Compute/virtualMachines', '2024-07-01'],
  'microsoft.managedidentity/userassignedidentities': [
    'Microsoft.ManagedIdentity/userAssignedIdentities',
    '2023-01-31',
  ],
  'microsoft.sql/servers': ['Microsoft.Sql/servers', '2021-11-01'],
};

const isUserAssigned = (id: string): boolean => /\/userassignedidentities\/[^/]+$/i.test(id);

/** Principal id as a template expression: known, or of the identity once it is there. */
function principalExpression(holder: string): string {
  return isUserAssigned(holder)
    ? `reference('${holder}', '2023-01-31').principalId`
    : `reference('${holder}', '2024-07-01', 'Full').identity.principalId`;
}

function terraformOf(input: RoleToAssign, principalId: string | null): string {
  const { scope, roleGuid, principalResourceId, condition, description } = input;
  const holder = symbol(nameOf(principalResourceId));
  const known =
    principalId === null
      ? `data.azurerm_user_assigned_identity.${holder}.principal_id`
      : hclText(principalId);
  const data =
    principalId !== null
      ? ''
      : `data "azurerm_user_assigned_identity" "${holder}" {\n  name                = ${hclText(nameOf(principalResourceId))}\n  resource_group_name = ${hclText(nameOf(groupOf(principalResourceId)))}\n}\n\n`;
  const lines = [
    `  scope              = ${hclText(scope)}`,
    `  role_definition_id = ${hclText(`/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}`)}`,
    `  principal_id       = ${known}`,
    `  principal_type     = "ServicePrincipal"`,
    ...(condition === ''
      ? []
      : [`  condition          = ${hclText(condition)}`, `  condition_version  = "2.0"`]),
    ...(description === '' ? [] : [`  description        = ${hclText(description)}`]),
  ];
  return `${data}resource "azurerm_role_assignment" "${holder}_${roleGuid.slice(0, 8)}_${symbol(nameOf(scope))}" {\n${lines.join('\n')}\n}`;
}

/** A role assignment as commands, Bicep, template and Terraform. `principalId` null: the identity is made in the same plan. */
export function assignRoleCode(input: RoleToAssign, principalId: string | null): AsCode {
  const { scope, roleGuid, principalResourceId, condition, description } = input;
  const parsed = parseScope(scope);
  const command = az(
    'role',
    'assignment',
    'create',
    '--assignee-object-id',
    principalId ?? 'PRINCIPAL',
    '--assignee-principal-type',
    'ServicePrincipal',
    '--role',
    roleGuid,
    '--scope',
    scope,
    ...(condition === '' ? [] : ['--condition', condition, '--condition-version', '2.0']),
    ...(description === '' ? [] : ['--description', description]),
  );
  const commands = [
    principalId === null
      ? command.replace('PRINCIPAL', `"$(${showPrincipal(principalResourceId)})"`)
      : command,
  ];
  const terraform = terraformOf(input, principalId);
  const inGroup = parsed?.kind === 'resource group';
  const known = parsed === undefined ? undefined : versions[parsed.resourceType];
  if (!inGroup && !known) return { az: commands, bicep: null, arm: null, terraform };
  const principal = principalId === null ? principalExpression(principalResourceId) : `'${principalId}'`;
  const name =
    principalId === null
      ? `[guid('${scope}', '${principalResourceId}', '${roleGuid}')]`
      : assignmentName(scope, principalId, roleGuid);
  const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}`;
  const bicepPrincipal =
    principalId === null
      ? `${symbol(nameOf(principalResourceId))}_id.properties.principalId`
      : `'${principalId}'`;
  const parts = scope.split('/').filter((_, index) => index > 6 && index % 2 === 0);
  const target = known
    ? `resource target_${symbol(nameOf(scope))} '${known[0]}@${known[1]}' existing = {\n  name: ${bicepText(parts.join('/'))}\n}\n\n`
    : '';
  const holder =
    principalId === null && isUserAssigned(principalResourceId)
      ? `resource ${symbol(nameOf(principalResourceId))}_id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {\n  name: ${bicepText(nameOf(principalResourceId))}\n  scope: resourceGroup(${bicepText(nameOf(groupOf(principalResourceId)))})\n}\n\n`
      : '';
  const properties = {
    roleDefinitionId,
    principalId: principalId ?? `[${principal}]`,
    principalType: 'ServicePrincipal',
    ...(condition === '' ? {} : { condition: armText(condition), conditionVersion: '2.0' }),
    ...(description === '' ? {} : { description: armText(description) }),
  };
  const bicepLines = [
    `    roleDefinitionId: ${bicepText(roleDefinitionId)}`,
    `    principalId: ${bicepPrincipal}`,
    `    principalType: 'ServicePrincipal'`,
    ...(condition === '' ? [] : [`    condition: ${bicepText(condition)}`, `    conditionVersion: '2.0'`]),
    ...(description === '' ? [] : [`    description: ${bicepText(description)}`]),
  ];
  const bicepName =
    principalId === null
      ? `guid(${bicepText(scope)}, ${bicepText(principalResourceId)}, ${bicepText(roleGuid)})`
      : bicepText(name);
  return {
    az: commands,
    bicep: `${target}${holder}resource ${symbol(nameOf(principalResourceId))}_${symbol(nameOf(scope))}_${roleGuid.slice(0, 8)} 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: ${bicepName}${known ? `\n  scope: target_${symbol(nameOf(scope))}` : ''}\n  properties: {\n${bicepLines.join('\n')}\n  }\n}`,
    arm: {
      groupId: groupOf(scope),
      resources: [
        {
          type: 'Microsoft.Authorization/roleAssignments',
          apiVersion: '2022-04-01',
          name,
          ...(inGroup ? {} : { scope }),
          properties,
        },
      ],
    },
    terraform,
  };
}

/** The az command that says a principal's object id. */
export const showPrincipal = (principal: string): string =>
  /\/userassignedidentities\/[^/]+$/i.test(principal)
    ? az('identity', 'show', '--ids', principal, '--query', 'principalId', '--output', 'tsv')
    : az('resource', 'show', '--ids', principal, '--query', 'identity.principalId', '--output', 'tsv');
