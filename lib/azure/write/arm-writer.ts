import 'server-only';
import { parseArmId } from '@/lib/arm/arm-id';
import { isType, isVirtualMachine, userAssignedIdentityType } from '@/lib/arm/resource-types';
import { type AzureCaller, clientsOf } from '@/lib/azure/callers';
import type { AzureClients } from '@/lib/azure/clients';
import { stepAccess } from './access';
import { stepDeployments } from './deployments';
import { stepIdentities } from './identities';
import { defaultTimeoutMs, stepMachines } from './machines';
import { stepProbes } from './token-probe';

/** Azure for steps, with one caller's rights. */
export function createAzureWriter(caller: AzureCaller): AzureWriter {
  return azureWriterOf(clientsOf(caller), caller.tenantId);
}

/**
 * Azure as steps see it: one method for each request they make, each typed where it is written. Reads answer null for
 * what does not exist; everything throws AzureError otherwise.
 */
export type AzureWriter = ReturnType<typeof azureWriterOf>;

/** @param timeoutMs how long a long-running operation on a virtual machine is waited for */
export function azureWriterOf(clients: AzureClients, tenantId: string, timeoutMs: number = defaultTimeoutMs) {
  const machines = stepMachines(clients, timeoutMs);
  const identities = stepIdentities(clients);
  return {
    tenantId,
    ...machines,
    ...identities,
    ...stepAccess(clients),
    ...stepDeployments(clients),
    ...stepProbes(clients, timeoutMs),
    /** Object id of a user-assigned identity, or of the system-assigned one of a resource; null when there is none. */
    async principalOf(id: string): Promise<string | null> {
      const type = parseArmId(id)?.type ?? '';
      if (isType(type, userAssignedIdentityType)) {
        return (await identities.identity(id))?.principalId ?? null;
      }
      if (isVirtualMachine(type)) return (await machines.machine(id))?.system?.principalId ?? null;
      return machines.systemPrincipalOf(id);
    },
  };
}
