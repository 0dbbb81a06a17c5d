import 'server-only';
import { z } from 'zod';
import type { AzureClients } from '@/lib/azure/clients';
import { sendJson, sendPages } from '@/lib/azure/send';
import type { PrincipalModel } from '@/lib/model/arm-models';
import type { ServicePrincipalModel } from '@/lib/model/service-principal';

/** https://learn.microsoft.com/graph/api/directoryobject-getbyids: at most this many ids a call. */
export const maxIdsPerCall = 1000;

const objectSchema = z.object({
  '@odata.type': z.string().optional(),
  id: z.string(),
  displayName: z.string().nullish(),
  servicePrincipalType: z.string().nullish(),
});
const objectsSchema = z.object({ value: z.array(objectSchema) });

function kindOf(object: z.infer<typeof objectSchema>): PrincipalModel['kind'] {
  switch (object['@odata.type']) {
    case '#microsoft.graph.user':
      return 'user';
    case '#microsoft.graph.group':
      return 'group';
    case '#microsoft.graph.servicePrincipal':
      return object.servicePrincipalType === 'ManagedIdentity' ? 'managed identity' : 'application';
    default:
      return 'unknown';
  }
}

/** The principals that exist among the given object ids. */
export async function principals(
  clients: AzureClients,
  objectIds: readonly string[],
): Promise<PrincipalModel[]> {
  const url = `${clients.graphEndpoint}/v1.0/directoryObjects/getByIds`;
  const body = { ids: objectIds, types: ['user', 'group', 'servicePrincipal'] };
  const { value } = objectsSchema.parse(await sendJson(clients.graph, url, { method: 'POST', body }));
  return value.map((object) => {
    const principalId = object.id.toLowerCase();
    return { principalId, displayName: object.displayName ?? principalId, kind: kindOf(object) };
  });
}

const memberSchema = z.object({ id: z.string() });

/** Object ids of a group's members, nested groups and their members included. */
export async function* groupMembers(clients: AzureClients, groupId: string): AsyncGenerator<string[]> {
  const url = `${clients.graphEndpoint}/v1.0/groups/${groupId}/transitiveMembers?$select=id&$top=999`;
  for await (const page of sendPages(clients.graph, url, memberSchema)) {
    yield page.map(({ id }) => id.toLowerCase());
  }
}

/** No `key`: that is only given to who selects it, and nobody here wants it. */
const keyCredentialSchema = z.object({
  startDateTime: z.string().nullish(),
  endDateTime: z.string().nullish(),
});
const servicePrincipalSchema = z.object({
  id: z.string(),
  appId: z.string(),
  displayName: z.string().nullish(),
  servicePrincipalType: z.string().nullish(),
  alternativeNames: z.array(z.string()).nullish(),
  appOwnerOrganizationId: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  keyCredentials: z.array(keyCredentialSchema).nullish(),
});

function toTime(text: string | null | undefined): number {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? -1 : time;
}

/** One service principal. https://learn.microsoft.com/graph/api/serviceprincipal-get. Throws RestError, also for 404. */
export async function servicePrincipal(
  clients: AzureClients,
  objectId: string,
): Promise<ServicePrincipalModel> {
  const select = Object.keys(servicePrincipalSchema.shape).join(',');
  const url = `${clients.graphEndpoint}/v1.0/servicePrincipals/${encodeURIComponent(objectId)}?$select=${select}`;
  const found = servicePrincipalSchema.parse(await sendJson(clients.graph, url));
  return {
    objectId: found.id.toLowerCase(),
    appId: found.appId.toLowerCase(),
    displayName: found.displayName ?? '',
    type: found.servicePrincipalType ?? '',
    alternativeNames: found.alternativeNames ?? [],
    homeTenantId: found.appOwnerOrganizationId?.toLowerCase() ?? '',
    created: toTime(found.createdDateTime),
    certificates: (found.keyCredentials ?? [])
      .map(({ startDateTime, endDateTime }) => ({ from: toTime(startDateTime), until: toTime(endDateTime) }))
      .sort((left, right) => left.until - right.until),
  };
}
