import type { Context, Route } from '../../core/contract/provider.ts';
import { param, requireResource, resourceNotFound } from '../../core/tracked/not-found.ts';
import { groupPath } from '../../core/tracked/tracked-routes.ts';

const networkType = 'Microsoft.Network/virtualNetworks';
const path = `${groupPath(networkType)}/{name}/subnets`;
const action = `${networkType}/subnets/read`;

function subnetsOf(context: Context): unknown[] {
  const { subnets } = requireResource(context, networkType).properties;
  return Array.isArray(subnets) ? subnets : [];
}

function isNamed(subnet: unknown, name: string): boolean {
  if (typeof subnet !== 'object' || subnet === null || !('name' in subnet)) return false;
  return typeof subnet.name === 'string' && subnet.name.toLowerCase() === name.toLowerCase();
}

/** Subnets are part of their virtual network and written with it. */
export const subnetRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    operation: 'Subnets_List',
    action,
    handle: (context) => context.page(subnetsOf(context), 200, (subnet) => subnet),
  },
  {
    method: 'GET',
    path: `${path}/{subnetName}`,
    operation: 'Subnets_Get',
    action,
    handle: (context) => {
      const name = param(context, 'subnetName');
      const body = subnetsOf(context).find((subnet) => isNamed(subnet, name));
      if (body !== undefined) return { status: 200, body };
      throw resourceNotFound(
        `${networkType}/${param(context, 'name')}/subnets`,
        name,
        param(context, 'resourceGroupName'),
      );
    },
  },
];
