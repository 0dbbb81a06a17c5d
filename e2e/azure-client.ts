import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { ComputeManagementClient, type VirtualMachine } from '@azure/arm-compute';
import { ClientSecretCredential } from '@azure/identity';
import type { Emulator } from './stage/emulator.ts';

/**
 * Another client of the same Azure, with Microsoft's SDK: whatever it does, the portal did not.
 * It signs in as the scenario's application with the owner's rights.
 */
export function computeOf(emulator: Emulator, subscription: string): ComputeManagementClient {
  const { ready } = emulator;
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(ready.caFile, 'utf8')]);
  const operator = ready.servicePrincipals.find(({ name }) => name === 'keyless-operator');
  if (!operator) throw new Error('The scenario has no keyless-operator');
  const credential = new ClientSecretCredential(ready.tenantId, operator.clientId, operator.secret, {
    authorityHost: ready.authority,
    disableInstanceDiscovery: true,
  });
  return new ComputeManagementClient(credential, emulator.subscription(subscription), {
    endpoint: ready.resourceManager,
    // The audience of the public cloud, whatever the endpoint: what any client of Azure asks for.
    credentials: { scopes: ['https://management.azure.com/.default'] },
  });
}

/** The identity block that attaches one more user-assigned identity and keeps what there is. */
export function withIdentity(machine: VirtualMachine, identityArmId: string): VirtualMachine['identity'] {
  const system = machine.identity?.type?.includes('SystemAssigned') ?? false;
  return {
    type: system ? 'SystemAssigned, UserAssigned' : 'UserAssigned',
    userAssignedIdentities: { [identityArmId]: {} },
  };
}
