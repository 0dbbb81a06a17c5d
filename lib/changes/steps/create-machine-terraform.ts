import { hclText, symbol } from '@/lib/changes/code/code-text';
import { groupNameOf } from './fields';
import { images } from './machine-images';
import type { MachineTemplateInput } from './machine-template';

function block(name: string, lines: readonly string[]): string {
  return `  ${name} {\n${lines.map((line) => `    ${line}`).join('\n')}\n  }`;
}

/** The machine and what it needs. https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs */
export function machineTerraform(input: MachineTemplateInput, groupId: string): string {
  const { name, location, size, image, adminUser, sshPublicKey, system, identityIds, network } = input;
  const id = symbol(name);
  const common = [
    `  resource_group_name = ${hclText(groupNameOf(groupId))}`,
    `  location            = ${hclText(location)}`,
  ];
  const { windows, reference } = images[image];
  const parts: string[] = [];
  if (network.kind === 'new') {
    parts.push(
      `resource "azurerm_virtual_network" "${id}" {\n  name                = ${hclText(`${name}-vnet`)}\n${common.join('\n')}\n  address_space       = [${hclText(network.addressPrefix)}]\n}`,
      `resource "azurerm_subnet" "${id}" {\n  name                 = "default"\n  resource_group_name  = ${hclText(groupNameOf(groupId))}\n  virtual_network_name = azurerm_virtual_network.${id}.name\n  address_prefixes     = [${hclText(network.addressPrefix)}]\n}`,
    );
  }
  const subnet = network.kind === 'new' ? `azurerm_subnet.${id}.id` : hclText(network.subnetId);
  const configuration = block('ip_configuration', [
    'name                          = "ipconfig1"',
    `subnet_id                     = ${subnet}`,
    'private_ip_address_allocation = "Dynamic"',
  ]);
  parts.push(
    `resource "azurerm_network_interface" "${id}" {\n  name                = ${hclText(`${name}-nic`)}\n${common.join('\n')}\n\n${configuration}\n}`,
  );
  const type = [
    ...(system ? ['SystemAssigned'] : []),
    ...(identityIds.length > 0 ? ['UserAssigned'] : []),
  ].join(', ');
  const identity =
    type === ''
      ? []
      : [
          block('identity', [
            `type = ${hclText(type)}`,
            ...(identityIds.length > 0 ? [`identity_ids = [${identityIds.map(hclText).join(', ')}]`] : []),
          ]),
        ];
  const sections = [
    ...(windows
      ? []
      : [
          block('admin_ssh_key', [
            `username   = ${hclText(adminUser)}`,
            `public_key = ${hclText(sshPublicKey)}`,
          ]),
        ]),
    block('os_disk', ['caching              = "ReadWrite"', 'storage_account_type = "StandardSSD_LRS"']),
    block(
      'source_image_reference',
      Object.entries(reference).map(([key, value]) => `${key} = ${hclText(value)}`),
    ),
    ...identity,
  ];
  const password = windows ? `\n  admin_password        = var.admin_password` : '';
  parts.push(
    `resource "azurerm_${windows ? 'windows' : 'linux'}_virtual_machine" "${id}" {\n  name                  = ${hclText(name)}\n  resource_group_name   = ${hclText(groupNameOf(groupId))}\n  location              = ${hclText(location)}\n  size                  = ${hclText(size)}\n  admin_username        = ${hclText(adminUser)}${password}\n  network_interface_ids = [azurerm_network_interface.${id}.id]\n\n${sections.join('\n\n')}\n}`,
  );
  if (windows) parts.unshift('variable "admin_password" {\n  type      = string\n  sensitive = true\n}');
  return parts.join('\n\n');
}
