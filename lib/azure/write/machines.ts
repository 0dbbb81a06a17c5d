import 'server-only';
import type { UserAssignedIdentitiesValue } from '@azure/arm-compute';
import { resourceParts } from '@/lib/arm/arm-id';
import { AzureError, isNotFound } from '@/lib/arm/azure-error';
import type { AzureClients } from '@/lib/azure/clients';
import { during, orNull } from '@/lib/azure/during';
import { toIdentityBlock } from '@/lib/azure/reshape';
import { toFault } from '@/lib/azure/to-fault';
import type { IdentityPatch, MachineState, Report } from '@/lib/model/writer-states';

/** Azure's own work on one machine takes seconds to minutes; after this it is not waited for any longer. */
export const defaultTimeoutMs = 15 * 60_000;

interface Poller<Result> {
  pollUntilDone(options?: { abortSignal?: AbortSignal }): Promise<Result>;
  onProgress(callback: (state: { status: string }) => void): unknown;
}

/** Waits for a long-running operation. One that does not end is reported as what it is: begun, and not known to be over. */
export async function ended(
  what: string,
  poller: Poller<unknown>,
  report: Report,
  timeoutMs: number,
): Promise<void> {
  const since = Date.now();
  poller.onProgress(({ status }) => {
    report(`Azure: ${status}, ${Math.round((Date.now() - since) / 1000)} s`);
  });
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    await poller.pollUntilDone({ abortSignal: limit });
  } catch (error) {
    if (!limit.aborted) throw error;
    throw new AzureError({
      code: 'StillRunning',
      message: `Azure took the change and had not finished it after ${Math.round(timeoutMs / 1000)} s. It may still succeed: look at the resource before trying again.`,
      status: 0,
      requestId: '',
      during: what,
      at: Date.now(),
      retryAfterSeconds: 0,
    });
  }
}

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
    machine: (id: string) =>
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
              missing: principalId === '' && (await isGone(identityId)),
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
        await ended(what, machines.update(resourceGroup, name, { identity }, options), report, timeoutMs);
      });
    },
    powerMachine: (id: string, action: 'start' | 'deallocate', report: Report): Promise<void> => {
      const { machines, resourceGroup, name } = of(id);
      const what = `${action === 'start' ? 'Start' : 'Deallocate'} ${name}`;
      return during(what, () =>
        ended(
          what,
          action === 'start' ? machines.start(resourceGroup, name) : machines.deallocate(resourceGroup, name),
          report,
          timeoutMs,
        ),
      );
    },
    deleteMachine: (id: string, report: Report): Promise<void> => {
      const { machines, resourceGroup, name } = of(id);
      const what = `Delete ${name}`;
      return during(what, () => ended(what, machines.delete(resourceGroup, name), report, timeoutMs));
    },
    systemPrincipalOf: (id: string) =>
      orNull(`Read the system-assigned identity of ${resourceParts(id).name}`, async () => {
        const { subscriptionId } = resourceParts(id);
        // The SDK puts a slash before the scope itself. Only the principal id is taken: the answer holds a signed address.
        const { systemAssignedIdentities } = clients.identity(subscriptionId);
        const { principalId } = await systemAssignedIdentities.getByScope(id.slice(1));
        return principalId?.toLowerCase() ?? null;
      }),
  };
}
