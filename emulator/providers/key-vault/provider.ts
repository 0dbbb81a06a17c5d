import { ArmError } from '../../core/errors.ts';
import { z } from 'zod';
import type { ArmResource } from '../../core/entities.ts';
import type { Context, Provider, Route } from '../../core/provider.ts';
import { requireResource } from '../resources/not-found.ts';
import { resourceTypesOf } from '../resources/namespaces.ts';
import { parseBody } from '../resources/tracked-resource.ts';
import { groupPath, readRoutes, type TrackedType, writeRoutes } from '../resources/tracked-routes.ts';
import { envelopeToWire } from '../resources/wire.ts';

const type = 'Microsoft.KeyVault/vaults';

function toWire(resource: ArmResource): unknown {
  return {
    ...envelopeToWire(resource),
    properties: {
      vaultUri: `https://${resource.name}.vault.azure.net/`,
      provisioningState: 'Succeeded',
      ...resource.properties,
    },
  };
}

const vaults: TrackedType = { type, operations: 'Vaults', toWire };

const policySchema = z.object({
  tenantId: z.string(),
  objectId: z.string(),
  applicationId: z.string().optional(),
  permissions: z.record(z.string(), z.array(z.string())),
});
const bodySchema = z.object({ properties: z.object({ accessPolicies: z.array(policySchema) }) });

/** Adds to, replaces or removes from a vault's access policies; a policy is known by its object id. */
function updatePolicies(context: Context): ReturnType<NonNullable<Route['handle']>> {
  const vault = requireResource(context, type);
  const { accessPolicies: sent } = parseBody(bodySchema, context.body).properties;
  const stored = z.array(policySchema).catch([]).parse(vault.properties.accessPolicies);
  const others = stored.filter((policy) => !sent.some((other) => other.objectId === policy.objectId));
  const next = { add: [...others, ...sent], replace: sent, remove: others }[context.params.operationKind ?? ''];
  if (!next) throw new ArmError(400, 'BadRequest', 'The operation kind must be add, replace or remove.');
  context.world.resources.put({
    ...vault,
    properties: { ...vault.properties, accessPolicies: next },
    etag: vault.etag + 1,
    changedTime: context.clock.now(),
  });
  return {
    status: 200,
    body: {
      id: `${vault.id}/accessPolicies/`,
      type: `${type}/accessPolicies`,
      location: vault.location,
      properties: { accessPolicies: next },
    },
  };
}

/** Microsoft.KeyVault: vaults with both permission models. Data plane and deletion's recovery are not here. */
export const provider: Provider = {
  namespace: 'Microsoft.KeyVault',
  resourceTypes: resourceTypesOf('Microsoft.KeyVault'),
  routes: [
    ...readRoutes(vaults),
    ...writeRoutes(vaults),
    {
      method: 'PUT',
      path: `${groupPath(type)}/{name}/accessPolicies/{operationKind}`,
      operation: 'Vaults_UpdateAccessPolicy',
      action: `${type}/accessPolicies/write`,
      handle: updatePolicies,
    },
  ],
};
