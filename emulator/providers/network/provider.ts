import type { ArmResource } from '../../core/entities.ts';
import type { Provider } from '../../core/provider.ts';
import { resourceTypesOf } from '../resources/namespaces.ts';
import { readRoutes, type TrackedType, writeRoutes } from '../resources/tracked-routes.ts';
import { envelopeToWire } from '../resources/wire.ts';

/** Network resources carry their etag as `W/"…"`, in the body. */
function toWire(resource: ArmResource): unknown {
  return {
    ...envelopeToWire(resource),
    etag: `W/"${resource.etag}"`,
    properties: { provisioningState: 'Succeeded', ...resource.properties },
  };
}

const types: readonly TrackedType[] = [
  ['networkInterfaces', 'NetworkInterfaces'],
  ['virtualNetworks', 'VirtualNetworks'],
  ['publicIPAddresses', 'PublicIPAddresses'],
  ['networkSecurityGroups', 'NetworkSecurityGroups'],
].map(([type, operations = '']) => ({
  type: `Microsoft.Network/${type}`,
  operations,
  listBySubscription: 'ListAll',
  listByGroup: 'List',
  toWire,
}));

/** Microsoft.Network, as far as a virtual machine needs it. */
export const provider: Provider = {
  namespace: 'Microsoft.Network',
  resourceTypes: resourceTypesOf('Microsoft.Network'),
  routes: types.flatMap((type) => [...readRoutes(type), ...writeRoutes(type)]),
};
