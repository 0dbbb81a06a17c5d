import 'server-only';
import { type AzureCaller, clientsOf } from '@/lib/azure/callers';
import type { AzureClients } from '@/lib/azure/clients';
import type { AzureWriter } from '@/lib/model/azure-writer';
import { stepAccess } from './access';
import { stepDeployments } from './deployments';
import { stepIdentities } from './identities';
import { defaultTimeoutMs, stepMachines } from './machines';

/** Azure for steps, with one caller's rights. */
export function createAzureWriter(caller: AzureCaller): AzureWriter {
  return azureWriterOf(clientsOf(caller), caller.tenantId);
}

/** @param timeoutMs how long a long-running operation on a virtual machine is waited for */
export function azureWriterOf(
  clients: AzureClients,
  tenantId: string,
  timeoutMs: number = defaultTimeoutMs,
): AzureWriter {
  const machines = stepMachines(clients, timeoutMs);
  const identities = stepIdentities(clients);
  return {
    tenantId,
    ...machines,
    ...identities,
    ...stepAccess(clients),
    ...stepDeployments(clients),
    async principalOf(id) {
      if (/\/userassignedidentities\/[^/]+$/i.test(id)) {
        return (await identities.identity(id))?.principalId ?? null;
      }
      if (/\/virtualmachines\/[^/]+$/i.test(id))
        return (await machines.machine(id))?.system?.principalId ?? null;
      return machines.systemPrincipalOf(id);
    },
  };
}
