import 'server-only';
import type { UserAssignedIdentitiesValue } from '@azure/arm-compute';
import { nameOf, resourceParts } from '@/lib/arm/arm-id';
import { isNotFound } from '@/lib/arm/azure-error';
import type { AzureClients } from '@/lib/azure/clients';
import { during, orNull } from '@/lib/azure/during';
import { toIdentityBlock } from '@/lib/azure/reshape';
import { readSystemIdentity } from '@/lib/azure/system-identity';
import { toFault } from '@/lib/azure/to-fault';
import type { IdentityPatch, MachineState, Report } from '@/lib/model/writer-states';
import { ended } from './long-running';

/** Azure's own work on one machine takes seconds to minutes; after this it is not waited for any longer. */
export const defaultTimeoutMs = 15 * 60_000;

/** Virtual machines for steps. https://learn.microsoft.com/rest/api/compute/virtual-machines */
export function stepMachines(clients: AzureClients, timeoutMs: number) {
  const of = (id: string) => {
    const { subscriptionId, resourceGroup, name } = resourceParts(id);
    return { machines: clients.compute(subscriptionId).virtualMachines, resourceGroup, name };
  };
  /** Certainly gone: Azure answered 404. An identity that may not be read is not called gone. */
  const isGone = async (identityId: string): Promise<boolean> => {
    const { subscriptionId, resourceGroup, name } = resourceParts(identityId);
    try {
      await clients.identity(subscriptionId).userAssignedIdentities.get(resourceGroup, name);
      return false;
    } catch (error) {
      return isNotFound(toFault(error, `Read identity ${name}`));
    }
  };
  return {
    /** With `checked`, Azure is asked for each user-assigned identity whether it still exists. */
    machine: (id: string, { checked = false }: { checked?: boolean } = {}) =>
      orNull(`Read virtual machine ${resourceParts(id).name}`, async (): Promise<MachineState> => {
        const { machines, resourceGroup, name } = of(id);
        const vm = await machines.get(resourceGroup, name, { expand: 'instanceView' });
        const block = toIdentityBlock(vm.identity);
        const code = vm.instanceView?.statuses?.find((status) =>
          status.code?.startsWith('PowerState/'),
        )?.code;
        return {
          id: vm.id ?? id,
          location: vm.location,
          etag: vm.etag ?? '',
          system: block.principalId === '' ? null : { principalId: block.principalId },
          user: await Promise.all(
            block.user.map(async ({ id: identityId, principalId }) => ({
              id: identityId,
              principalId,
              missing: checked && (await isGone(identityId)),
            })),
          ),
          power: code?.slice('PowerState/'.length) ?? 'unknown',
        };
      }),
    /** 412 when the machine changed since `etag`. */
    patchMachineIdentity: (id: string, patch: IdentityPatch, etag: string, report: Report): Promise<void> => {
      const { machines, resourceGroup, name } = of(id);
      const what = `Change the identities of ${name}`;
      return during(what, async () => {
        // Azure takes null to remove a reference. The SDK sends it, though its types know only objects.
        const userAssignedIdentities: Record<string, UserAssignedIdentitiesValue> | undefined =
          patch.userAssignedIdentities && JSON.parse(JSON.stringify(patch.userAssignedIdentities));
        const identity = { type: patch.type, ...(userAssignedIdentities ? { userAssignedIdentities } : {}) };
        const options = etag === '' ? {} : { ifMatch: etag };
        await ended(machines.update(resourceGroup, name, { identity }, options), { what, report, timeoutMs });
      });
    },
    powerMachine: (id: string, action: 'start' | 'deallocate', report: Report): Promise<void> => {
      const { machines, resourceGroup, name } = of(id);
      const what = `${action === 'start' ? 'Start' : 'Deallocate'} ${name}`;
      return during(what, async () => {
        await ended<unknown>(
          action === 'start' ? machines.start(resourceGroup, name) : machines.deallocate(resourceGroup, name),
          { what, report, timeoutMs },
        );
      });
    },
    restartMachine: (id: string, report: Report): Promise<void> => {
      const { machines, resourceGroup, name } = of(id);
      const what = `Restart ${name}`;
      return during(what, () => ended(machines.restart(resourceGroup, name), { what, report, timeoutMs }));
    },
    deleteMachine: (id: string, report: Report): Promise<void> => {
      const { machines, resourceGroup, name } = of(id);
      const what = `Delete ${name}`;
      return during(what, () => ended(machines.delete(resourceGroup, name), { what, report, timeoutMs }));
    },
    systemPrincipalOf: (id: string): Promise<string | null> =>
      orNull(
        `Read the system-assigned identity of ${nameOf(id)}`,
        async () => (await readSystemIdentity(clients, id)).principalId || null,
      ),
  };
}
