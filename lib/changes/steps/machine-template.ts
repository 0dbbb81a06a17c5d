import { nameOf } from '@/lib/arm/arm-id';
import { bicepText } from '@/lib/changes/code/code-text';
import { typeFor } from './machine-identity';
import { type ImageName, images } from './machine-images';

export interface MachineTemplateInput {
  readonly name: string;
  readonly location: string;
  readonly size: string;
  readonly image: ImageName;
  readonly adminUser: string;
  readonly sshPublicKey: string;
  readonly system: boolean;
  readonly identityIds: readonly string[];
  readonly network:
    | { readonly kind: 'existing'; readonly subnetId: string }
    | { readonly kind: 'new'; readonly addressPrefix: string };
}

export interface TemplateResource {
  readonly symbol: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly location: string;
  readonly identity?: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Symbols. */
  readonly after: readonly string[];
}

function networkResources(input: MachineTemplateInput): TemplateResource[] {
  const { name, location, network } = input;
  if (network.kind === 'existing') return [];
  return [
    {
      symbol: 'securityGroup',
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2022-01-01',
      name: `${name}-nsg`,
      location,
      // No rule lets anybody in: nothing here needs a way in from outside.
      properties: { securityRules: [] },
      after: [],
    },
    {
      symbol: 'virtualNetwork',
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2022-01-01',
      name: `${name}-vnet`,
      location,
      properties: {
        addressSpace: { addressPrefixes: [network.addressPrefix] },
        subnets: [
          {
            name: 'default',
            properties: {
              addressPrefix: network.addressPrefix,
              networkSecurityGroup: {
                id: `[resourceId('Microsoft.Network/networkSecurityGroups', '${name}-nsg')]`,
              },
            },
          },
        ],
      },
      after: ['securityGroup'],
    },
  ];
}

function osProfile({ name, adminUser, image, sshPublicKey }: MachineTemplateInput): Record<string, unknown> {
  const base = { computerName: name.slice(0, 15), adminUsername: adminUser };
  if (images[image].windows) return { ...base, adminPassword: "[parameters('adminPassword')]" };
  const path = `/home/${adminUser}/.ssh/authorized_keys`;
  return {
    ...base,
    computerName: name,
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      ssh: { publicKeys: [{ path, keyData: sshPublicKey }] },
    },
  };
}

/** The resources of a machine with its identities, in order of need. */
export function machineResources(input: MachineTemplateInput): TemplateResource[] {
  const { name, location, size, image, system, identityIds, network } = input;
  const type = typeFor(system, identityIds.length);
  const subnet =
    network.kind === 'existing'
      ? network.subnetId
      : `[resourceId('Microsoft.Network/virtualNetworks/subnets', '${name}-vnet', 'default')]`;
  return [
    ...networkResources(input),
    {
      symbol: 'networkInterface',
      type: 'Microsoft.Network/networkInterfaces',
      apiVersion: '2022-01-01',
      name: `${name}-nic`,
      location,
      properties: {
        ipConfigurations: [
          { name: 'ipconfig1', properties: { subnet: { id: subnet }, privateIPAllocationMethod: 'Dynamic' } },
        ],
      },
      after: network.kind === 'new' ? ['virtualNetwork'] : [],
    },
    {
      symbol: 'machine',
      type: 'Microsoft.Compute/virtualMachines',
      apiVersion: '2024-07-01',
      name,
      location,
      ...(type === 'None'
        ? {}
        : {
            identity: {
              type,
              ...(identityIds.length > 0
                ? { userAssignedIdentities: Object.fromEntries(identityIds.map((id) => [id, {}])) }
                : {}),
            },
          }),
      properties: {
        hardwareProfile: { vmSize: size },
        storageProfile: {
          imageReference: images[image].reference,
          osDisk: {
            createOption: 'FromImage',
            deleteOption: 'Delete',
            managedDisk: { storageAccountType: 'StandardSSD_LRS' },
          },
        },
        osProfile: osProfile(input),
        networkProfile: {
          networkInterfaces: [
            {
              id: `[resourceId('Microsoft.Network/networkInterfaces', '${name}-nic')]`,
              properties: { deleteOption: 'Delete' },
            },
          ],
        },
      },
      after: ['networkInterface'],
    },
  ];
}

/** The resources as an ARM template has them. */
export function armResources(resources: readonly TemplateResource[]): unknown[] {
  return resources.map(({ symbol: _symbol, after, ...resource }) => ({
    ...resource,
    ...(after.length === 0
      ? {}
      : {
          dependsOn: after.map((symbol) => {
            const other = resources.find((one) => one.symbol === symbol);
            return `[resourceId('${other?.type}', '${other?.name}')]`;
          }),
        }),
  }));
}

export function machineTemplate(input: MachineTemplateInput): unknown {
  const windows = images[input.image].windows;
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: windows ? { adminPassword: { type: 'secureString' } } : {},
    resources: armResources(machineResources(input)),
  };
}

/** A value in Bicep; `[…]` strings are expressions in both. */
function bicepValue(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (typeof value === 'string') {
    if (!value.startsWith('[')) return bicepText(value);
    return value.slice(1, -1).replace(/parameters\('(\w+)'\)/g, '$1');
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${deeper}${bicepValue(item, deeper)}`).join('\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{}';
    const key = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : bicepText(name));
    return `{\n${entries.map(([name, item]) => `${deeper}${key(name)}: ${bicepValue(item, deeper)}`).join('\n')}\n${indent}}`;
  }
  return String(value);
}

export function machineBicep(input: MachineTemplateInput): string {
  const parameters = images[input.image].windows ? '@secure()\nparam adminPassword string\n\n' : '';
  const blocks = machineResources(input).map(({ symbol, type, apiVersion, after, ...rest }) => {
    const lines = Object.entries(rest).map(([name, value]) => `  ${name}: ${bicepValue(value, '  ')}`);
    const needs =
      after.length === 0 ? [] : [`  dependsOn: [\n${after.map((one) => `    ${one}`).join('\n')}\n  ]`];
    return `resource ${symbol} '${type}@${apiVersion}' = {\n${[...lines, ...needs].join('\n')}\n}`;
  });
  return parameters + blocks.join('\n\n');
}

export function subnetName(id: string): string {
  return `${nameOf(id.slice(0, id.lastIndexOf('/subnets/')))}/${nameOf(id)}`;
}
