import type { ArmResource } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Answer, Context, Provider } from '../../core/contract/provider.ts';
import { deleteResource } from '../../core/rules/lifecycle.ts';
import { storedNetworkRules } from '../../core/rules/network-rules.ts';
import { pathResourceId, requireGroup, requireResource } from '../../core/tracked/not-found.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { parseBody, trackedBodySchema, withoutNulls } from '../../core/tracked/tracked-resource.ts';
import { groupPath, readRoutes, subscriptionPath, writeRoutes } from '../../core/tracked/tracked-routes.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { envelopeToWire } from '../../core/tracked/wire.ts';
import { accessPolicyRoutes } from './access-policies.ts';
import { vaultObjects } from './data/tables.ts';
import { VaultData, vaultPlane } from './data/vault-data.ts';
import { vaultType } from './data/vault-type.ts';
import { managementSecretRoutes } from './management-secrets.ts';

const namespace = 'Microsoft.KeyVault';
/** A vault stored without them still shows its address and state. */
function toWire(vault: ArmResource): unknown {
  const vaultUri = `https://${vault.name.toLowerCase()}.vault.azure.net/`;
  return {
    ...envelopeToWire(vault),
    properties: { vaultUri, provisioningState: 'Succeeded', ...vault.properties },
  };
}

const vaults = { type: vaultType, operations: 'Vaults', toWire };

/** Rule of Azure for vault names: they are host names, unique in all of Azure. */
function checkName(name: string): void {
  if (/^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/i.test(name)) return;
  throw new ArmError(
    400,
    'VaultNameNotValid',
    `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.`,
  );
}

/** Fills what Azure fills. New vaults use access policies unless they ask for Azure RBAC. */
function prepare(vault: ArmResource, context: Context): ArmResource {
  checkName(vault.name);
  const before = context.world.resources.get(vault.id);
  const stored = before?.properties ?? {};
  const networkAcls = storedNetworkRules(vault.properties.networkAcls);
  return {
    ...vault,
    properties: {
      tenantId: context.world.tenantId,
      sku: { family: 'A', name: 'standard' },
      accessPolicies: stored.accessPolicies ?? [],
      enabledForDeployment: false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enableRbacAuthorization: stored.enableRbacAuthorization ?? false,
      publicNetworkAccess: 'Enabled',
      ...vault.properties,
      ...(networkAcls ? { networkAcls } : {}),
    },
  };
}

/** PATCH: what is sent replaces what is stored, property by property; `networkAcls` and `accessPolicies` as a whole. */
function updateVault(context: Context): Answer {
  const vault = requireResource(context, vaultType);
  const { tags, properties } = parseBody(trackedBodySchema, context.body);
  const merged = { ...vault.properties, ...withoutNulls(properties ?? {}) };
  const changed = { ...vault, tags: tags ?? vault.tags, properties: merged };
  const stored = context.world.resources.put({
    ...prepare(changed, context),
    etag: vault.etag + 1,
    changedTime: context.clock.now(),
  });
  return { status: 200, body: toWire(stored) };
}

/** Key vaults in Azure Resource Manager. Their secrets and keys are served at the vault's own host: `data/vault-data.ts`. */
export const provider: Provider = {
  namespace,
  resourceTypes: resourceTypes({
    vaults: ['2025-05-01', '2023-07-01', '2022-07-01'],
    'vaults/accessPolicies': ['2023-07-01'],
  }),
  tables: [vaultObjects],
  dataPlanes: [vaultPlane],
  surfaces: (parts) => [new VaultData(parts)],
  routes: [
    ...readRoutes(vaults),
    ...writeRoutes({ ...vaults, prepare }).filter((route) => route.method !== 'DELETE'),
    {
      method: 'DELETE',
      path: `${groupPath(vaultType)}/{name}`,
      operation: 'Vaults_Delete',
      action: `${vaultType}/delete`,
      handle: (context) => {
        requireGroup(context);
        const deleted = deleteResource(
          context.world,
          pathResourceId(context, vaultType),
          context.clock.now(),
        );
        return { status: deleted ? 200 : 204 };
      },
    },
    {
      method: 'PATCH',
      path: `${groupPath(vaultType)}/{name}`,
      operation: 'Vaults_Update',
      action: `${vaultType}/write`,
      handle: updateVault,
    },
    ...accessPolicyRoutes,
    ...managementSecretRoutes,
    ...unbuilt([
      [
        'GET',
        subscriptionPath(`${namespace}/deletedVaults`),
        'Vaults_ListDeleted',
        `${namespace}/deletedVaults/read`,
      ],
    ]),
  ],
};
