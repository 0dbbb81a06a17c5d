import 'server-only';
import { env } from '@/lib/env';
import type { StepAzure } from '@/lib/steps/step-azure';
import { type AzureClients, createClients } from './clients';
import type { TokenCredential } from './credential';
import { AzureError, isNotFound, toFault } from './fault';
import { stepAccess } from './step-access';
import { stepDeployments } from './step-deployments';
import { stepIdentities } from './step-identities';
import { stepMachines, usualPatienceMs } from './step-machines';

/** Runs a call and gives its failure the words of what was being done. */
export async function during<Value>(what: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw new AzureError(toFault(error, what));
  }
}

/** The same for a read: null when Azure says that there is no such thing. */
export async function orNull<Value>(what: string, call: () => Promise<Value>): Promise<Value | null> {
  try {
    return await call();
  } catch (error) {
    const fault = toFault(error, what);
    if (isNotFound(fault)) return null;
    throw new AzureError(fault);
  }
}

/** Azure for steps, with one caller's rights. */
export function createStepAzure(credential: TokenCredential, tenantId: string): StepAzure {
  return stepAzureOf(createClients(credential), tenantId, env().AZURE_RESOURCE_MANAGER_ENDPOINT);
}

/**
 * @param endpoint of Azure Resource Manager, without trailing slash
 * @param patienceMs how long a long-running operation on a machine is waited for
 */
export function stepAzureOf(
  clients: AzureClients,
  tenantId: string,
  endpoint: string,
  patienceMs: number = usualPatienceMs,
): StepAzure {
  const machines = stepMachines(clients, patienceMs);
  const identities = stepIdentities(clients);
  return {
    tenantId,
    ...machines,
    ...identities,
    ...stepAccess(clients, endpoint),
    ...stepDeployments(clients, endpoint),
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
