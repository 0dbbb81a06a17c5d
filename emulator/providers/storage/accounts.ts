import type { ArmResource } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Answer, Context, Route } from '../../core/contract/provider.ts';
import { deleteResource } from '../../core/rules/lifecycle.ts';
import { storedNetworkRules } from '../../core/rules/network-rules.ts';
import { pathResourceId, requireGroup, requireResource } from '../../core/tracked/not-found.ts';
import {
  parseBody,
  putEntity,
  trackedBodySchema,
  withoutNulls,
} from '../../core/tracked/tracked-resource.ts';
import { groupPath, readRoutes } from '../../core/tracked/tracked-routes.ts';
import { envelopeToWire } from '../../core/tracked/wire.ts';

export const accountType = 'Microsoft.Storage/storageAccounts';
const path = `${groupPath(accountType)}/{name}`;

const openNetwork = { bypass: 'AzureServices', virtualNetworkRules: [], ipRules: [], defaultAction: 'Allow' };

const encrypted = { enabled: true, keyType: 'Account' };
/** Microsoft's keys, which every account has that was not given a vault's; az reads them before any update. */
const encryption = { keySource: 'Microsoft.Storage', services: { blob: encrypted, file: encrypted } };

/** An account stored without network rules shows those of one that is open to all. */
function toWire(account: ArmResource): unknown {
  const { properties } = account;
  return {
    ...envelopeToWire(account),
    properties: {
      primaryEndpoints: { blob: `https://${account.name}.blob.core.windows.net/` },
      provisioningState: 'Succeeded',
      networkAcls: openNetwork,
      encryption,
      ...properties,
    },
  };
}

/** Azure's rule; the names are host names, unique in all of Azure. */
function checkName(name: string): void {
  if (/^[a-z0-9]{3,24}$/.test(name)) return;
  throw new ArmError(
    400,
    'AccountNameInvalid',
    `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
  );
}

/** Writes the account with the properties sent put over `base`; `networkAcls` replaces the rules as a whole. */
function put(
  context: Context,
  account: ArmResource,
  base: Readonly<Record<string, unknown>>,
  sent: Readonly<Record<string, unknown>>,
): ArmResource {
  const networkAcls = storedNetworkRules(sent.networkAcls);
  return context.world.resources.put({
    ...account,
    properties: {
      ...base,
      ...withoutNulls(sent),
      ...(networkAcls ? { networkAcls } : {}),
      provisioningState: 'Succeeded',
    },
    changedTime: context.clock.now(),
  });
}

/** New accounts have the defaults of Azure. Made at once, where Azure takes some seconds (202). */
function createAccount(context: Context): Answer {
  const body = parseBody(trackedBodySchema, context.body);
  const entity = putEntity(context, accountType, body);
  const before = context.world.resources.get(entity.id);
  if (!before) checkName(entity.name);
  const defaults = {
    supportsHttpsTrafficOnly: true,
    minimumTlsVersion: 'TLS1_2',
    allowBlobPublicAccess: false,
    publicNetworkAccess: 'Enabled',
  };
  const stored = put(
    context,
    { kind: 'StorageV2', sku: { name: 'Standard_LRS', tier: 'Standard' }, ...entity },
    { ...defaults, ...before?.properties },
    entity.properties,
  );
  return { status: 200, body: toWire(stored) };
}

function updateAccount(context: Context): Answer {
  const account = requireResource(context, accountType);
  const { tags, sku, properties } = parseBody(trackedBodySchema, context.body);
  const changed = {
    ...account,
    tags: tags ?? account.tags,
    ...(sku ? { sku } : {}),
    etag: account.etag + 1,
  };
  return { status: 200, body: toWire(put(context, changed, account.properties, properties ?? {})) };
}

function deleteAccount(context: Context): Answer {
  requireGroup(context);
  const id = pathResourceId(context, accountType);
  return { status: deleteResource(context.world, id, context.clock.now()) ? 200 : 204 };
}

/** Storage accounts in Azure Resource Manager, with the network rules that their blobs obey. */
export const accountRoutes: readonly Route[] = [
  ...readRoutes({ type: accountType, operations: 'StorageAccounts', listBySubscription: 'List', toWire }),
  {
    method: 'PUT',
    path,
    operation: 'StorageAccounts_CreateOrUpdate',
    action: `${accountType}/write`,
    handle: createAccount,
  },
  {
    method: 'PATCH',
    path,
    operation: 'StorageAccounts_Update',
    action: `${accountType}/write`,
    handle: updateAccount,
  },
  {
    method: 'DELETE',
    path,
    operation: 'StorageAccounts_Delete',
    action: `${accountType}/delete`,
    handle: deleteAccount,
  },
];
