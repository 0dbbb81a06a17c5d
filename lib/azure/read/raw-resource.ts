import 'server-only';
import { z } from 'zod';
import { isArmId } from '@/lib/arm/arm-id';
import { AzureError } from '@/lib/arm/azure-error';
import { portalFault } from '@/lib/arm/fault';
import { typeParts } from '@/lib/arm/resource-types';
import { parseScope } from '@/lib/arm/scopes';
import type { AzureClients } from '@/lib/azure/clients';
import { during } from '@/lib/azure/during';
import { sendJson } from '@/lib/azure/send';
import { withoutSecrets } from './without-secrets';

/** Versions of the types shown most often; others are asked for. */
const knownVersions: Readonly<Record<string, string>> = {
  'microsoft.compute/virtualmachines': '2024-07-01',
  'microsoft.managedidentity/userassignedidentities': '2024-11-30',
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials': '2024-11-30',
  'microsoft.managedidentity/identities': '2024-11-30',
  'microsoft.authorization/roleassignments': '2022-04-01',
  'microsoft.authorization/roledefinitions': '2022-04-01',
  'microsoft.authorization/denyassignments': '2022-04-01',
  'microsoft.management/managementgroups': '2021-04-01',
  'microsoft.keyvault/vaults': '2023-07-01',
  'microsoft.resources/resourcegroups': '2024-07-01',
  'microsoft.resources/subscriptions': '2022-12-01',
};

const providerSchema = z.object({
  resourceTypes: z.array(z.object({ resourceType: z.string(), apiVersions: z.array(z.string()).nullish() })),
});

/** Type of what an id names, lower case: of an extension resource its own. */
function typeOf(armId: string): string {
  const scope = parseScope(armId);
  switch (scope?.kind) {
    case 'subscription':
      return 'microsoft.resources/subscriptions';
    case 'resource group':
      return 'microsoft.resources/resourcegroups';
    case 'management group':
      return 'microsoft.management/managementgroups';
    default:
      return scope?.resourceType ?? '';
  }
}

async function versionOf(clients: AzureClients, armId: string): Promise<string> {
  const fullType = typeOf(armId);
  const known = knownVersions[fullType];
  if (known) return known;
  const { namespace, types } = typeParts(fullType);
  const type = types.join('/');
  const url = `${clients.endpoint}/providers/${namespace}?api-version=2021-04-01`;
  const { resourceTypes } = providerSchema.parse(await sendJson(clients.arm, url));
  const versions =
    resourceTypes.find(({ resourceType }) => resourceType.toLowerCase() === type)?.apiVersions ?? [];
  const newestFirst = [...versions].sort().reverse();
  const version = newestFirst.find((one) => !one.includes('preview')) ?? newestFirst[0];
  if (version) return version;
  const message = `Azure names no API version for ${fullType}.`;
  throw new AzureError(
    portalFault({ code: 'NoRegisteredProviderFound', message, status: 404, during: `Read ${armId}` }),
  );
}

/**
 * One ARM resource as Azure answers right now, secrets removed. Throws AzureError, also for what is no ARM id:
 * nothing a person typed becomes a URL unless it fits the grammar of ids.
 */
export async function rawResource(clients: AzureClients, armId: string): Promise<unknown> {
  if (!isArmId(armId)) {
    const message = 'This is not the id of an Azure resource.';
    const fault = portalFault({
      code: 'InvalidResourceId',
      message,
      status: 400,
      during: 'Read a resource',
    });
    throw new AzureError(fault);
  }
  return during(`Read ${armId}`, async () => {
    const version = await versionOf(clients, armId);
    return withoutSecrets(
      await sendJson(clients.arm, `${clients.endpoint}${encodeURI(armId)}?api-version=${version}`),
    );
  });
}
