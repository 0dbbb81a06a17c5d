import 'server-only';
import { virtualMachineType } from '@/lib/arm/resource-types';
import type { AzureClients } from '@/lib/azure/clients';
import { toIdentityBlock, toSeconds, toTags } from '@/lib/azure/reshape';
import type { HostModel, PowerStateModel } from '@/lib/model/arm-models';

/** All virtual machines of a subscription, with their identity blocks. */
export async function* virtualMachines(
  clients: AzureClients,
  subscriptionId: string,
): AsyncGenerator<HostModel[]> {
  for await (const page of clients.compute(subscriptionId).virtualMachines.listAll().byPage()) {
    const models: HostModel[] = [];
    for (const vm of page) {
      if (!vm.id || !vm.name) continue;
      models.push({
        id: vm.id,
        name: vm.name,
        type: virtualMachineType,
        location: vm.location,
        size: vm.hardwareProfile?.vmSize ?? '',
        os: vm.storageProfile?.osDisk?.osType ?? '',
        identity: toIdentityBlock(vm.identity),
        created: toSeconds(vm.timeCreated),
        tags: toTags(vm.tags),
      });
    }
    yield models;
  }
}

/**
 * Power states of a subscription's virtual machines: the list has them only when asked for status alone
 * (learn.microsoft.com/rest/api/compute/virtual-machines/list-all, statusOnly).
 */
export async function* powerStates(
  clients: AzureClients,
  subscriptionId: string,
): AsyncGenerator<PowerStateModel[]> {
  const list = clients.compute(subscriptionId).virtualMachines.listAll({ statusOnly: 'true' });
  for await (const page of list.byPage()) {
    const models: PowerStateModel[] = [];
    for (const vm of page) {
      const code = vm.instanceView?.statuses?.find((status) => status.code?.startsWith('PowerState/'))?.code;
      if (vm.id && code) models.push({ id: vm.id, power: code.slice('PowerState/'.length).toLowerCase() });
    }
    yield models;
  }
}
