import 'server-only';
import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { z } from 'zod';
import { isArmId } from '@/lib/arm/arm-id';
import { AzureError } from '@/lib/arm/azure-error';
import { type AzureClients, createClients } from '@/lib/azure/clients';
import type { TokenCredential } from '@/lib/azure/credential';
import { toFault } from '@/lib/azure/to-fault';
import { env } from '@/lib/env';
import type { AzureReader, Pages } from '@/lib/model/azure-reader';
import * as authorization from './arm-authorization';
import * as compute from './arm-compute';
import * as identity from './arm-identity';
import * as resources from './arm-resources';
import { choices } from './choices';
import * as graph from './graph';
import { rawResource } from './raw-resource';
import { systemAssignedClientId } from './system-identity';

async function* guarded<Item>(during: string, pages: Pages<Item>): AsyncGenerator<Item[]> {
  try {
    yield* pages;
  } catch (error) {
    throw new AzureError(toFault(error, during));
  }
}

const tenantsSchema = z.object({
  value: z.array(z.object({ tenantId: z.string(), displayName: z.string().nullish() })),
});

/** The estate read from each resource provider: always current, one list a subscription and kind of resource. */
export function createAzureReader(credential: TokenCredential, tenantId: string): AzureReader {
  return armSourceOf(createClients(credential), tenantId, env());
}

export function armSourceOf(
  clients: AzureClients,
  tenantId: string,
  endpoints: { AZURE_RESOURCE_MANAGER_ENDPOINT: string; AZURE_GRAPH_ENDPOINT: string },
): AzureReader {
  const { AZURE_RESOURCE_MANAGER_ENDPOINT: arm, AZURE_GRAPH_ENDPOINT: graphEndpoint } = endpoints;
  return {
    calls: clients.meter,
    concurrency: clients.concurrency,
    subscriptions: () => guarded('List subscriptions', resources.subscriptions(clients)),
    hierarchy: () => guarded('List management groups', resources.hierarchy(clients, arm)),
    virtualMachines: (id) => guarded('List virtual machines', compute.virtualMachines(clients, id)),
    powerStates: (id) => guarded('List power states of virtual machines', compute.powerStates(clients, id)),
    resources: (id) => guarded('List resources', resources.resources(clients, id)),
    userAssignedIdentities: (id) =>
      guarded('List user-assigned identities', identity.userAssignedIdentities(clients, id)),
    federatedCredentials: (id) =>
      guarded(`List federated credentials of ${id}`, identity.federatedCredentials(clients, id)),
    roleDefinitions: (id, withBuiltIn) =>
      guarded('List role definitions', authorization.roleDefinitions(clients, id, withBuiltIn)),
    roleAssignments: (id) => guarded('List role assignments', authorization.roleAssignments(clients, id)),
    denyAssignments: (id) => guarded('List deny assignments', authorization.denyAssignments(clients, id)),
    vaults: (id) => guarded('List key vaults', resources.vaults(clients, arm, id)),
    async principals(objectIds) {
      try {
        return await graph.principals(clients, graphEndpoint, objectIds);
      } catch (error) {
        throw new AzureError(toFault(error, 'Look up principals in Microsoft Graph'));
      }
    },
    groupMembers: (id) =>
      guarded(`List members of group ${id}`, graph.groupMembers(clients, graphEndpoint, id)),
    async tenantName() {
      try {
        const answer = await resources.sendJson(clients.arm, `${arm}/tenants?api-version=2022-12-01`);
        const tenants = tenantsSchema.parse(answer).value;
        return tenants.find((tenant) => tenant.tenantId.toLowerCase() === tenantId)?.displayName ?? '';
      } catch {
        // A name to show, nothing depends on it.
        return '';
      }
    },
    systemAssignedClientId: (hostId) => systemAssignedClientId(clients, hostId),
    choices: (kind, id) => choices(clients, arm, kind, id),
    raw: (armId) => rawResource(clients, arm, armId),
    async exists(armId) {
      if (!isArmId(armId)) throw new TypeError(`Not an ARM id: ${armId}`);
      const during = `Look for ${armId}`;
      try {
        const url = `${arm}${encodeURI(armId)}?api-version=2024-11-30`;
        const response = await clients.arm.sendRequest(createPipelineRequest({ url, method: 'GET' }));
        if (response.status === 200) return true;
        if (response.status === 404) return false;
        const { status } = response;
        const requestId = response.headers.get('x-ms-request-id') ?? '';
        const message = `Azure answered ${status}.`;
        throw new AzureError({
          code: `Http${status}`,
          message,
          status,
          requestId,
          during,
          at: Date.now(),
          retryAfterSeconds: 0,
        });
      } catch (error) {
        throw new AzureError(toFault(error, during));
      }
    },
  };
}
