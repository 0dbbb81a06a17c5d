import { nameOf } from '@/lib/arm/arm-id';
import { armTemplate } from '@/lib/changes/code/arm-template';
import { layoutOf } from '@/lib/changes/code/layout';
import { planModel } from '@/lib/changes/code/plan-model';
import { type Declaration, IdOf, NameOf, SecretOf, type ValueMap } from '@/lib/changes/code/step-code';

import { type ImageName, images, type SignInWay, usesPassword } from '@/lib/model/machine-images';

export interface MachineTemplateInput {
  readonly groupId: string;
  readonly name: string;
  readonly location: string;
  readonly size: string;
  readonly image: ImageName;
  readonly adminUser: string;
  readonly signIn: SignInWay;
  /** '' where a password is used. */
  readonly sshPublicKey: string;
  readonly system: boolean;
  readonly identityIds: readonly string[];
  readonly network:
    | { readonly kind: 'existing'; readonly subnetId: string }
    | { readonly kind: 'new'; readonly addressPrefix: string };
}

export function newMachineId(input: { groupId: string; name: string }): string {
  return `${input.groupId}/providers/Microsoft.Compute/virtualMachines/${input.name}`;
}

/** The secret of a machine's declaration: the administrator's password, where there is one. */
export function adminPassword(input: { groupId: string; name: string }): SecretOf {
  return new SecretOf(newMachineId(input), 'adminPassword');
}

function networkId({ groupId }: MachineTemplateInput, type: string, name: string): string {
  return `${groupId}/providers/Microsoft.Network/${type}/${name}`;
}

function subnetOf(input: MachineTemplateInput): string {
  return input.network.kind === 'existing'
    ? input.network.subnetId
    : `${networkId(input, 'virtualNetworks', `${input.name}-vnet`)}/subnets/default`;
}

/** A network of the machine's own, which no rule lets anybody into: nothing here needs a way in from outside. */
function networkDeclarations(input: MachineTemplateInput): Declaration[] {
  const { groupId, name, location, network } = input;
  if (network.kind === 'existing') return [];
  const groupAndPlace = { resource_group_name: new NameOf(groupId), location };
  const securityGroup = networkId(input, 'networkSecurityGroups', `${name}-nsg`);
  const virtualNetwork = networkId(input, 'virtualNetworks', `${name}-vnet`);
  const subnet = subnetOf(input);
  return [
    {
      id: securityGroup,
      apiVersion: '2022-01-01',
      symbol: `${name}_nsg`,
      location,
      properties: { securityRules: [] },
      terraform: [
        {
          type: 'azurerm_network_security_group',
          id: securityGroup,
          arguments: { name: `${name}-nsg`, ...groupAndPlace },
        },
      ],
    },
    {
      id: virtualNetwork,
      apiVersion: '2022-01-01',
      symbol: `${name}_vnet`,
      location,
      properties: {
        addressSpace: { addressPrefixes: [network.addressPrefix] },
        subnets: [
          {
            name: 'default',
            properties: {
              addressPrefix: network.addressPrefix,
              networkSecurityGroup: { id: new IdOf(securityGroup) },
            },
          },
        ],
      },
      terraform: [
        {
          type: 'azurerm_virtual_network',
          id: virtualNetwork,
          arguments: { name: `${name}-vnet`, ...groupAndPlace, address_space: [network.addressPrefix] },
        },
        {
          type: 'azurerm_subnet',
          id: subnet,
          arguments: {
            name: 'default',
            resource_group_name: new NameOf(groupId),
            virtual_network_name: new NameOf(virtualNetwork),
            address_prefixes: [network.addressPrefix],
          },
        },
        {
          type: 'azurerm_subnet_network_security_group_association',
          id: `${subnet}/networkSecurityGroup`,
          arguments: { subnet_id: new IdOf(subnet), network_security_group_id: new IdOf(securityGroup) },
        },
      ],
    },
  ];
}

function osProfile(input: MachineTemplateInput): ValueMap {
  const { name, adminUser, image, sshPublicKey } = input;
  if (images[image].windows) {
    return { computerName: name.slice(0, 15), adminUsername: adminUser, adminPassword: adminPassword(input) };
  }
  if (usesPassword(input)) {
    return {
      computerName: name,
      adminUsername: adminUser,
      adminPassword: adminPassword(input),
      linuxConfiguration: { disablePasswordAuthentication: false },
    };
  }
  const path = `/home/${adminUser}/.ssh/authorized_keys`;
  return {
    computerName: name,
    adminUsername: adminUser,
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      ssh: { publicKeys: [{ path, keyData: sshPublicKey }] },
    },
  };
}

function interfaceDeclaration(input: MachineTemplateInput): Declaration {
  const { groupId, name, location } = input;
  const id = networkId(input, 'networkInterfaces', `${name}-nic`);
  const subnet = new IdOf(subnetOf(input));
  return {
    id,
    apiVersion: '2022-01-01',
    symbol: `${name}_nic`,
    location,
    properties: {
      ipConfigurations: [
        { name: 'ipconfig1', properties: { subnet: { id: subnet }, privateIPAllocationMethod: 'Dynamic' } },
      ],
    },
    terraform: [
      {
        type: 'azurerm_network_interface',
        id,
        arguments: { name: `${name}-nic`, resource_group_name: new NameOf(groupId), location },
        blocks: {
          ip_configuration: [
            { name: 'ipconfig1', subnet_id: subnet, private_ip_address_allocation: 'Dynamic' },
          ],
        },
      },
    ],
  };
}

/** The resources of a machine with its identities, in order of need. */
export function machineDeclarations(input: MachineTemplateInput): Declaration[] {
  const { groupId, name, location, size, image, adminUser, sshPublicKey, system, identityIds } = input;
  const { windows, reference } = images[image];
  const networkInterface = interfaceDeclaration(input);
  const id = newMachineId(input);
  return [
    ...networkDeclarations(input),
    networkInterface,
    {
      id,
      apiVersion: '2024-07-01',
      symbol: name,
      location,
      ...(system || identityIds.length > 0 ? { identity: { system, userIds: identityIds } } : {}),
      properties: {
        hardwareProfile: { vmSize: size },
        storageProfile: {
          imageReference: reference,
          osDisk: {
            createOption: 'FromImage',
            deleteOption: 'Delete',
            managedDisk: { storageAccountType: 'StandardSSD_LRS' },
          },
        },
        osProfile: osProfile(input),
        networkProfile: {
          networkInterfaces: [{ id: new IdOf(networkInterface.id), properties: { deleteOption: 'Delete' } }],
        },
      },
      terraform: [
        {
          type: windows ? 'azurerm_windows_virtual_machine' : 'azurerm_linux_virtual_machine',
          id,
          arguments: {
            name,
            resource_group_name: new NameOf(groupId),
            location,
            size,
            admin_username: adminUser,
            ...(usesPassword(input) ? { admin_password: adminPassword(input) } : {}),
            ...(usesPassword(input) && !windows ? { disable_password_authentication: false } : {}),
            network_interface_ids: [new IdOf(networkInterface.id)],
          },
          blocks: {
            ...(usesPassword(input)
              ? {}
              : { admin_ssh_key: [{ username: adminUser, public_key: sshPublicKey }] }),
            os_disk: [{ caching: 'ReadWrite', storage_account_type: 'StandardSSD_LRS' }],
            source_image_reference: [{ ...reference }],
          },
        },
      ],
    },
  ];
}

/** The template the step itself deploys; its one parameter is the administrator's password, where there is one. */
export function machineTemplate(input: MachineTemplateInput): unknown {
  const code = { az: [], declares: machineDeclarations(input) };
  return armTemplate(layoutOf(planModel([{ title: input.name, code }])));
}

export function subnetName(id: string): string {
  return `${nameOf(id.slice(0, id.lastIndexOf('/subnets/')))}/${nameOf(id)}`;
}
