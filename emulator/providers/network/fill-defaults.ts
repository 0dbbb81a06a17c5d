import { createHash } from 'node:crypto';
import type { ArmResource } from '../../core/contract/entities.ts';
import { recordOf } from '../../core/contract/record.ts';

type Row = Readonly<Record<string, unknown>>;

/** The last three bytes of addresses, from the id: the same resource always gets the same address. */
function bytesOf(id: string): readonly [number, number, number] {
  const digest = createHash('sha256').update(id.toLowerCase()).digest();
  return [digest[0] ?? 0, digest[1] ?? 0, digest[2] ?? 0];
}

/** Gives the entries of a child list the ids, types and states Azure gives them. Nulls in a child mean "unset". */
function children(
  resource: ArmResource,
  key: string,
  type: string,
  fill: (properties: Row) => Row = (properties) => properties,
): Record<string, unknown> {
  const entries = resource.properties[key];
  if (!Array.isArray(entries)) return { [key]: [] };
  return {
    [key]: entries.map((entry: unknown, index) => {
      const row = recordOf(entry);
      const name = typeof row.name === 'string' ? row.name : `${key}-${index + 1}`;
      return {
        ...row,
        id: `${resource.id}/${type}/${name}`,
        name,
        properties: { ...fill(recordOf(row.properties)), provisioningState: 'Succeeded' },
        type: `${resource.type}/${type}`,
      };
    }),
  };
}

export function fillVirtualNetwork(resource: ArmResource): ArmResource {
  const properties = {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    ...resource.properties,
    ...children(resource, 'subnets', 'subnets'),
  };
  return { ...resource, properties };
}

export function fillNetworkInterface(resource: ArmResource): ArmResource {
  const [a, b, c] = bytesOf(resource.id);
  const hex = [a, b, c].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('-');
  const configurations = children(resource, 'ipConfigurations', 'ipConfigurations', (properties) => ({
    privateIPAddress: `10.0.${a % 4}.${4 + (b % 250)}`,
    privateIPAllocationMethod: 'Dynamic',
    primary: true,
    privateIPAddressVersion: 'IPv4',
    ...Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)),
  }));
  const properties = { macAddress: `00-0D-3A-${hex}`, ...resource.properties, ...configurations };
  return { ...resource, properties };
}

export function fillPublicAddress(resource: ArmResource): ArmResource {
  const [a, b, c] = bytesOf(resource.id);
  const properties = {
    publicIPAllocationMethod: 'Dynamic',
    publicIPAddressVersion: 'IPv4',
    idleTimeoutInMinutes: 4,
    // 198.18.0.0/15 is reserved for tests (RFC 2544): nobody's real address.
    ipAddress: `198.${18 + (a % 2)}.${b}.${c}`,
    ...resource.properties,
  };
  return { ...resource, properties };
}

export function fillSecurityGroup(resource: ArmResource): ArmResource {
  const properties = { ...resource.properties, ...children(resource, 'securityRules', 'securityRules') };
  return { ...resource, properties };
}
