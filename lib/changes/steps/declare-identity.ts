import { nameOf } from '@/lib/arm/arm-id';
import { bicepText, hclText, symbol } from '@/lib/changes/code/code-text';
import type { AsCode } from '@/lib/model/step';
import { typeFor } from './machine-identity';

/**
 * The identity block as declarative code. Bicep states a machine as a whole, so a change of one that exists can only be
 * said as what to write where it is declared; Terraform's azapi provider can update a part.
 * https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/update_resource
 */
export function declareIdentity(
  machineId: string,
  change: { system: boolean; add: readonly string[] },
): Pick<AsCode, 'bicep' | 'arm' | 'terraform'> {
  const type = typeFor(change.system, change.add.length);
  const name = nameOf(machineId);
  const users = change.add.map((id) => `//     ${bicepText(id)}: {}`).join('\n');
  const hclUsers = change.add.map((id) => `        ${hclText(id)} = {}`).join('\n');
  return {
    bicep: `// In the declaration of ${name}, beside what its identity block has already:\n//   identity: {\n//   type: ${bicepText(type)}${users === '' ? '' : `\n//   userAssignedIdentities: {\n${users}\n//   }`}\n// }`,
    arm: null,
    terraform: `resource "azapi_update_resource" "${symbol(name)}_identity_${change.add.length === 0 ? 'system' : symbol(nameOf(change.add[0] ?? ''))}" {\n  type        = "Microsoft.Compute/virtualMachines@2024-07-01"\n  resource_id = ${hclText(machineId)}\n  body = {\n    identity = {\n      type = ${hclText(type)}${hclUsers === '' ? '' : `\n      userAssignedIdentities = {\n${hclUsers}\n      }`}\n    }\n  }\n}`,
  };
}
