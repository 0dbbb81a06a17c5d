import 'server-only';
import { isArmId, nameOf, resourceParts } from '@/lib/arm/arm-id';
import { type AzureCaller, clientsOf } from '@/lib/azure/callers';
import type { AzureClients } from '@/lib/azure/clients';
import { during, orNull, pagesDuring } from '@/lib/azure/during';
import { readSystemIdentity } from '@/lib/azure/system-identity';
import type { AzureReader } from '@/lib/model/azure-reader';
import { activity } from './activity';
import * as authorization from './arm-authorization';
import * as compute from './arm-compute';
import * as identity from './arm-identity';
import * as resources from './arm-resources';
import { choices } from './choices';
import * as graph from './graph';
import { hierarchy } from './hierarchy';
import { rawResource } from './raw-resource';

/** The estate read from each resource provider: always current, one list a subscription and kind of resource. */
export function createAzureReader(caller: AzureCaller): AzureReader {
  return azureReaderOf(clientsOf(caller), caller.tenantId);
}

export function azureReaderOf(clients: AzureClients, tenantId: string): AzureReader {
  return {
    calls: clients.meter,
    concurrency: clients.concurrency,
    subscriptions: () => pagesDuring('List subscriptions', resources.subscriptions(clients)),
    hierarchy: () => pagesDuring('List management groups', hierarchy(clients)),
    virtualMachines: (id) => pagesDuring('List virtual machines', compute.virtualMachines(clients, id)),
    powerStates: (id) =>
      pagesDuring('List power states of virtual machines', compute.powerStates(clients, id)),
    resources: (id) => pagesDuring('List resources', resources.resources(clients, id)),
    userAssignedIdentities: (id) =>
      pagesDuring('List user-assigned identities', identity.userAssignedIdentities(clients, id)),
    federatedCredentials: (id) =>
      pagesDuring(`List federated credentials of ${id}`, identity.federatedCredentials(clients, id)),
    roleDefinitions: (id, withBuiltIn) =>
      pagesDuring('List role definitions', authorization.roleDefinitions(clients, id, withBuiltIn)),
    roleAssignments: (id) => pagesDuring('List role assignments', authorization.roleAssignments(clients, id)),
    denyAssignments: (id) => pagesDuring('List deny assignments', authorization.denyAssignments(clients, id)),
    vaults: (id) => pagesDuring('List key vaults', resources.vaults(clients, id)),
    principals: (objectIds) =>
      during('Look up principals in Microsoft Graph', () => graph.principals(clients, objectIds)),
    groupMembers: (id) => pagesDuring(`List members of group ${id}`, graph.groupMembers(clients, id)),
    async tenantName() {
      try {
        return await resources.tenantName(clients, tenantId);
      } catch {
        // A name to show, nothing depends on it.
        return '';
      }
    },
    systemAssignedClientId: (hostId) =>
      during(
        `Read the system-assigned identity of ${nameOf(hostId)}`,
        async () => (await readSystemIdentity(clients, hostId)).clientId,
      ),
    activity: (resourceId) => activity(clients, resourceId),
    servicePrincipal: (objectId) =>
      orNull('Read a service principal in Microsoft Graph', () => graph.servicePrincipal(clients, objectId)),
    choices: (kind, id, parent) => choices(clients, kind, id, parent),
    raw: (armId) => rawResource(clients, armId),
    async exists(armId) {
      if (!isArmId(armId)) throw new TypeError(`Not an ARM id: ${armId}`);
      const { subscriptionId, resourceGroup, name } = resourceParts(armId);
      const { userAssignedIdentities } = clients.identity(subscriptionId);
      const found = await orNull(`Look for ${armId}`, () => userAssignedIdentities.get(resourceGroup, name));
      return found !== null;
    },
  };
}
