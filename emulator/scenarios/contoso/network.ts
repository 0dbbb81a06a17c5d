import type { Company, SubscriptionKey } from './company.ts';
import { tagsFor } from './organization.ts';

const networks: readonly (readonly [SubscriptionKey, group: string, location: string, prefix: string])[] = [
  ['prod', 'rg-network', 'westeurope', '10.10'],
  ['prod', 'rg-network', 'northeurope', '10.11'],
  ['prod', 'rg-network', 'swedencentral', '10.12'],
  ['staging', 'rg-network-stg', 'westeurope', '10.20'],
  ['staging', 'rg-network-stg', 'swedencentral', '10.22'],
  ['dev', 'rg-network-dev', 'westeurope', '10.30'],
  ['platform', 'rg-network-hub', 'westeurope', '10.0'],
  ['sandbox', 'rg-lab', 'swedencentral', '10.90'],
];

function allow(
  name: string,
  priority: number,
  port: string,
  from: string,
): Readonly<Record<string, unknown>> {
  return {
    name,
    properties: {
      provisioningState: 'Succeeded',
      protocol: 'Tcp',
      access: 'Allow',
      direction: 'Inbound',
      priority,
      sourceAddressPrefix: from,
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: port,
    },
  };
}

export function networkName(subscription: SubscriptionKey, location: string): string {
  return `vnet-${subscription}-${location}`;
}

function putSecurityGroup(
  company: Company,
  place: { in: SubscriptionKey; group: string; location: string },
  name: string,
  securityRules: readonly Readonly<Record<string, unknown>>[],
): void {
  company.resource({
    subscriptionId: company.subscriptionIds[place.in],
    resourceGroup: place.group,
    type: 'Microsoft.Network/networkSecurityGroups',
    name,
    location: place.location,
    ageDays: 900,
    tags: tagsFor('team-platform', place.in),
    properties: { provisioningState: 'Succeeded', securityRules },
  });
}

/** One virtual network per subscription and region, its security group, and the two groups that let the internet in. */
export function seedNetworks(company: Company): void {
  for (const [subscription, group, location, prefix] of networks) {
    const place = { in: subscription, group, location };
    const securityGroup = `nsg-${subscription}-${location}`;
    putSecurityGroup(company, place, securityGroup, [
      allow('allow-https', 100, '443', '*'),
      allow('allow-ssh-from-hub', 200, '22', '10.0.0.0/16'),
    ]);
    const name = networkName(subscription, location);
    const id = `${company.scope(`${subscription}/${group}`)}/providers/Microsoft.Network/virtualNetworks/${name}`;
    const subnet = {
      name: 'snet-workloads',
      id: `${id}/subnets/snet-workloads`,
      properties: {
        provisioningState: 'Succeeded',
        addressPrefix: `${prefix}.0.0/20`,
        networkSecurityGroup: { id: company.idOf(securityGroup) },
      },
    };
    company.resource({
      subscriptionId: company.subscriptionIds[subscription],
      resourceGroup: group,
      type: 'Microsoft.Network/virtualNetworks',
      name,
      location,
      ageDays: 900,
      tags: tagsFor('team-platform', subscription),
      properties: {
        provisioningState: 'Succeeded',
        addressSpace: { addressPrefixes: [`${prefix}.0.0/16`] },
        subnets: [subnet],
      },
    });
  }
  const hub = { in: 'platform', group: 'rg-network-hub', location: 'westeurope' } as const;
  putSecurityGroup(company, hub, 'nsg-jump', [allow('allow-ssh-from-anywhere', 100, '22', '*')]);
  const dev = { in: 'dev', group: 'rg-network-dev', location: 'westeurope' } as const;
  putSecurityGroup(company, dev, 'nsg-dev-rdp', [allow('allow-rdp-from-anywhere', 110, '3389', 'Internet')]);
}

export interface CardPlace {
  in: SubscriptionKey;
  group: string;
  location: string;
  ageDays: number;
  tags: Readonly<Record<string, string>>;
  /** Own security group of the card, by name; the subnet has one anyway. */
  securityGroup?: string;
  publicAddress?: string;
}

/** The network card of a machine and, when asked for, its public address. Returns the card's id. */
export function putCard(
  company: Company,
  machine: { name: string; id: string },
  place: CardPlace,
  host: number,
): string {
  const common = {
    subscriptionId: company.subscriptionIds[place.in],
    resourceGroup: place.group,
    location: place.location,
    ageDays: place.ageDays,
    tags: place.tags,
  };
  const network = networkName(place.in, place.location);
  const prefix = networks.find((row) => row[0] === place.in && row[2] === place.location)?.[3] ?? '10.0';
  const cardName = `${machine.name}-nic`;
  const cardId = `${company.scope(`${place.in}/${place.group}`)}/providers/Microsoft.Network/networkInterfaces/${cardName}`;
  const configurationId = `${cardId}/ipConfigurations/ipconfig1`;
  const address = place.publicAddress
    ? company.resource({
        ...common,
        type: 'Microsoft.Network/publicIPAddresses',
        name: `${machine.name}-pip`,
        sku: { name: 'Standard', tier: 'Regional' },
        properties: {
          provisioningState: 'Succeeded',
          ipAddress: place.publicAddress,
          publicIPAddressVersion: 'IPv4',
          publicIPAllocationMethod: 'Static',
          ipConfiguration: { id: configurationId },
        },
      })
    : undefined;
  const card = company.resource({
    ...common,
    type: 'Microsoft.Network/networkInterfaces',
    name: cardName,
    properties: {
      provisioningState: 'Succeeded',
      primary: true,
      virtualMachine: { id: machine.id },
      ...(place.securityGroup ? { networkSecurityGroup: { id: company.idOf(place.securityGroup) } } : {}),
      ipConfigurations: [
        {
          name: 'ipconfig1',
          id: configurationId,
          properties: {
            provisioningState: 'Succeeded',
            primary: true,
            privateIPAddress: `${prefix}.${Math.floor(host / 250)}.${4 + (host % 250)}`,
            privateIPAllocationMethod: 'Dynamic',
            privateIPAddressVersion: 'IPv4',
            subnet: { id: `${company.idOf(network)}/subnets/snet-workloads` },
            ...(address ? { publicIPAddress: { id: address.id } } : {}),
          },
        },
      ],
    },
  });
  return card.id;
}
