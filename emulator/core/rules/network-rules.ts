import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { ArmResource } from '../contract/entities.ts';
import type { HttpRequest } from '../contract/http.ts';
import { recordOf } from '../contract/record.ts';
import type { World } from '../contract/world.ts';

/** Whom the network of a resource's data plane lets in: `disabled` is nobody but private endpoints, which are not here. */
export type NetworkVerdict =
  | { readonly kind: 'open' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'refused'; readonly address: string; readonly bypass: string };

interface Origin {
  /** ARM ids of subnets, lower-cased. */
  readonly subnets: readonly string[];
  /** Public addresses first, for those are what a firewall of Azure sees of a machine without a service endpoint. */
  readonly addresses: readonly string[];
}

function recordsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}

/** Subnets and addresses of a machine, from its network interfaces. */
function originOf(world: World, machineId: string): Origin {
  const machine = world.resources.get(machineId);
  const cards = recordsOf(recordOf(machine?.properties.networkProfile).networkInterfaces);
  const configurations = texts(cards.map(({ id }) => id)).flatMap((id) =>
    recordsOf(world.resources.get(id)?.properties.ipConfigurations).map((row) => recordOf(row.properties)),
  );
  const publicIds = texts(configurations.map((row) => recordOf(row.publicIPAddress).id));
  return {
    subnets: texts(configurations.map((row) => recordOf(row.subnet).id)).map((id) => id.toLowerCase()),
    addresses: texts([
      ...publicIds.map((id) => world.resources.get(id)?.properties.ipAddress),
      ...configurations.map((row) => row.privateIPAddress),
    ]),
  };
}

/** Whether an IP rule, an address or a range in CIDR notation, holds the address. Malformed rules hold none. */
function holds(rule: string, address: string): boolean {
  const [base = '', bits = ''] = rule.split('/');
  const version = isIPv4(base) ? 'ipv4' : isIPv6(base) ? 'ipv6' : undefined;
  if (!version || !(version === 'ipv4' ? isIPv4(address) : isIPv6(address))) return false;
  const prefix = bits === '' ? (version === 'ipv4' ? 32 : 128) : Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (version === 'ipv4' ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(base, prefix, version);
  return list.check(address, version);
}

/**
 * What `publicNetworkAccess` and `networkAcls` of a vault or storage account say to a request. A request from inside a
 * virtual machine comes from the subnets and addresses of its network interfaces, any other from 127.0.0.1. `bypass`
 * lets nobody in here: virtual machines are not trusted services.
 * https://learn.microsoft.com/azure/key-vault/general/network-security
 * https://learn.microsoft.com/azure/storage/common/storage-network-security
 */
export function networkVerdict(world: World, resource: ArmResource, request: HttpRequest): NetworkVerdict {
  const { publicNetworkAccess, networkAcls } = resource.properties;
  if (String(publicNetworkAccess).toLowerCase() === 'disabled') return { kind: 'disabled' };
  const rules = recordOf(networkAcls);
  if (String(rules.defaultAction).toLowerCase() !== 'deny') return { kind: 'open' };
  const origin = request.machineId
    ? originOf(world, request.machineId)
    : { subnets: [], addresses: ['127.0.0.1'] };
  const subnets = texts(recordsOf(rules.virtualNetworkRules).map(({ id }) => id));
  const inSubnet = subnets.some((id) => origin.subnets.includes(id.toLowerCase()));
  const ranges = texts(recordsOf(rules.ipRules).map(({ value }) => value));
  const inRange = ranges.some((range) => origin.addresses.some((address) => holds(range, address)));
  if (inSubnet || inRange) return { kind: 'open' };
  const bypass = typeof rules.bypass === 'string' ? rules.bypass : 'AzureServices';
  return { kind: 'refused', address: origin.addresses[0] ?? 'unknown', bypass };
}

/** `networkAcls` as Azure keeps and shows it, whatever part of it was sent; undefined when nothing was. */
export function storedNetworkRules(sent: unknown): Readonly<Record<string, unknown>> | undefined {
  if (sent === undefined || sent === null) return undefined;
  const rules = recordOf(sent);
  const denies = String(rules.defaultAction).toLowerCase() === 'deny';
  return {
    bypass: typeof rules.bypass === 'string' ? rules.bypass : 'AzureServices',
    defaultAction: denies ? 'Deny' : 'Allow',
    ipRules: recordsOf(rules.ipRules),
    virtualNetworkRules: recordsOf(rules.virtualNetworkRules),
  };
}
