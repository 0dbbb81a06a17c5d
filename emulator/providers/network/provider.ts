import type { ArmResource } from '../../core/contract/entities.ts';
import type { Provider, Route } from '../../core/contract/provider.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { groupPath, readRoutes, writeRoutes } from '../../core/tracked/tracked-routes.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { envelopeToWire } from '../../core/tracked/wire.ts';
import {
  fillNetworkInterface,
  fillPublicAddress,
  fillSecurityGroup,
  fillVirtualNetwork,
} from './fill-defaults.ts';
import { subnetRoutes } from './subnets.ts';

const namespace = 'Microsoft.Network';

function toWire(resource: ArmResource): unknown {
  return {
    ...envelopeToWire(resource),
    etag: `W/"${resource.etag}"`,
    properties: { provisioningState: 'Succeeded', ...resource.properties },
  };
}

function routesOf(
  name: string,
  operations: string,
  prepare: (resource: ArmResource) => ArmResource,
): Route[] {
  const tracked = {
    type: `${namespace}/${name}`,
    operations,
    listBySubscription: 'ListAll',
    listByGroup: 'List',
    toWire,
  };
  return [...readRoutes(tracked), ...writeRoutes({ ...tracked, prepare })];
}

const subnet = `${groupPath(`${namespace}/virtualNetworks`)}/{name}/subnets/{subnetName}`;
const rule = `${groupPath(`${namespace}/networkSecurityGroups`)}/{name}/securityRules`;

/** What a virtual machine needs of the network. No packet ever flows: addresses are made up from names. */
export const provider: Provider = {
  namespace,
  resourceTypes: resourceTypes({
    virtualNetworks: ['2026-01-01', '2022-07-01', '2022-01-01', '2015-06-15'],
    'virtualNetworks/subnets': ['2026-01-01', '2022-01-01'],
    networkInterfaces: ['2026-01-01', '2022-07-01', '2022-01-01', '2015-06-15'],
    networkSecurityGroups: ['2026-01-01', '2022-01-01', '2015-06-15'],
    publicIPAddresses: ['2026-01-01', '2022-07-01', '2022-01-01'],
  }),
  routes: [
    ...routesOf('virtualNetworks', 'VirtualNetworks', fillVirtualNetwork),
    ...subnetRoutes,
    ...routesOf('networkInterfaces', 'NetworkInterfaces', fillNetworkInterface),
    ...routesOf('publicIPAddresses', 'PublicIPAddresses', fillPublicAddress),
    ...routesOf('networkSecurityGroups', 'NetworkSecurityGroups', fillSecurityGroup),
    ...unbuilt([
      ['PUT', subnet, 'Subnets_CreateOrUpdate', `${namespace}/virtualNetworks/subnets/write`],
      ['DELETE', subnet, 'Subnets_Delete', `${namespace}/virtualNetworks/subnets/delete`],
      ['GET', rule, 'SecurityRules_List', `${namespace}/networkSecurityGroups/securityRules/read`],
      [
        'PUT',
        `${rule}/{ruleName}`,
        'SecurityRules_CreateOrUpdate',
        `${namespace}/networkSecurityGroups/securityRules/write`,
      ],
    ]),
  ],
};
