import type { ArmResource } from '../../core/contract/entities.ts';

/** `/metadata/instance` of a machine: what the portal's guides and az read, not all of Azure's properties. */
export function instanceMetadata(vm: ArmResource): unknown {
  const { properties } = vm;
  return {
    compute: {
      azEnvironment: 'AzurePublicCloud',
      location: vm.location,
      name: vm.name,
      osType: text(properties, 'storageProfile', 'osDisk', 'osType'),
      provider: 'Microsoft.Compute',
      resourceGroupName: vm.resourceGroup,
      resourceId: vm.id,
      subscriptionId: vm.subscriptionId,
      tags: Object.entries(vm.tags)
        .map(([name, value]) => `${name}:${value}`)
        .join(';'),
      tagsList: Object.entries(vm.tags).map(([name, value]) => ({ name, value })),
      vmId: text(properties, 'vmId'),
      vmSize: text(properties, 'hardwareProfile', 'vmSize'),
      zone: '',
    },
    network: { interface: [] },
  };
}

function text(from: unknown, ...path: readonly string[]): string {
  let value = from;
  for (const name of path) {
    const entries: [string, unknown][] =
      typeof value === 'object' && value !== null ? Object.entries(value) : [];
    value = entries.find(([key]) => key === name)?.[1];
  }
  return typeof value === 'string' ? value : '';
}
