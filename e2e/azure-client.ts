import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import tls from 'node:tls';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ComputeManagementClient, type VirtualMachine } from '@azure/arm-compute';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { ClientSecretCredential } from '@azure/identity';
import type { Emulator } from './environment/emulator.ts';

/** Connections are kept open, as any client that lives longer than one call does. */
const agent = new Agent({ keepAlive: true });

export interface IndependentClients {
  readonly compute: ComputeManagementClient;
  readonly identities: ManagedServiceIdentityClient;
  readonly authorization: AuthorizationManagementClient;
}

/**
 * Another client of the same Azure, with Microsoft's SDKs: whatever it does or sees, the portal did not.
 * It signs in as the scenario's application with the owner's rights.
 */
export function clientsOf(emulator: Emulator, subscription: string): IndependentClients {
  const { ready } = emulator;
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(ready.caFile, 'utf8')]);
  const operator = ready.servicePrincipals.find(({ name }) => name === 'keyless-operator');
  if (!operator) throw new Error('The scenario has no keyless-operator');
  const credential = new ClientSecretCredential(ready.tenantId, operator.clientId, operator.secret, {
    authorityHost: ready.authority,
    disableInstanceDiscovery: true,
  });
  const subscriptionId = emulator.subscription(subscription);
  // The audience of the public cloud, whatever the endpoint: what any client of Azure asks for.
  const scope = 'https://management.azure.com/.default';
  const options = {
    agent,
    endpoint: ready.resourceManager,
    credentials: { scopes: [scope] },
    credentialScopes: scope,
  };
  return {
    compute: new ComputeManagementClient(credential, subscriptionId, options),
    identities: new ManagedServiceIdentityClient(credential, subscriptionId, options),
    authorization: new AuthorizationManagementClient(credential, subscriptionId, options),
  };
}

export function computeOf(emulator: Emulator, subscription: string): ComputeManagementClient {
  return clientsOf(emulator, subscription).compute;
}

/** The identity block that attaches one more user-assigned identity and keeps what there is. */
export function withIdentity(machine: VirtualMachine, identityArmId: string): VirtualMachine['identity'] {
  const system = machine.identity?.type?.includes('SystemAssigned') ?? false;
  return {
    type: system ? 'SystemAssigned, UserAssigned' : 'UserAssigned',
    userAssignedIdentities: { [identityArmId]: {} },
  };
}
