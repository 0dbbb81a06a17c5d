import { createHash } from 'node:crypto';
import type { ArmResource } from '../../core/contract/entities.ts';
import { vaultObjects } from '../../providers/key-vault/data/tables.ts';
import { blobContainers } from '../../providers/storage/tables.ts';
import type { Company, SubscriptionKey } from './company.ts';
import { networkName } from './network.ts';
import { tagsFor } from './organization.ts';

interface VaultRow {
  name: string;
  in: SubscriptionKey;
  group: string;
  location?: string;
  owner: string;
  ageDays: number;
  /** `policies`: the older model, in which role assignments on the vault's data have no effect. */
  model: 'rbac' | 'policies';
  /** Principals with an access policy. On a vault of the role model such policies are leftovers without effect. */
  policies?: readonly string[];
  secrets: readonly string[];
}

const vaults: readonly VaultRow[] = [
  {
    name: 'kv-web-prod',
    in: 'prod',
    group: 'rg-web',
    owner: 'team-web',
    ageDays: 640,
    model: 'rbac',
    secrets: ['session-signing-key', 'cdn-token'],
  },
  {
    name: 'kv-checkout-prod',
    in: 'prod',
    group: 'rg-checkout',
    owner: 'team-checkout',
    ageDays: 600,
    model: 'rbac',
    secrets: ['payment-gateway-key', 'database-password'],
  },
  {
    name: 'kv-orders-prod',
    in: 'prod',
    group: 'rg-orders',
    owner: 'team-orders',
    ageDays: 520,
    model: 'rbac',
    secrets: ['database-password', 'queue-key', 'erp-api-key'],
  },
  {
    name: 'kv-batch-prod',
    in: 'prod',
    group: 'rg-batch',
    location: 'swedencentral',
    owner: 'team-data',
    ageDays: 400,
    model: 'rbac',
    secrets: ['warehouse-password'],
  },
  {
    name: 'kv-payments-prod',
    in: 'prod',
    group: 'rg-payments',
    owner: 'team-payments',
    ageDays: 405,
    model: 'rbac',
    policies: ['vm-payments-01', 'id-legacy-erp'],
    secrets: ['card-vault-key', 'acquirer-certificate', 'reconciliation-password'],
  },
  {
    name: 'kv-legacy-prod',
    in: 'prod',
    group: 'rg-legacy',
    location: 'northeurope',
    owner: '',
    ageDays: 1490,
    model: 'policies',
    policies: ['vm-legacy-01', 'id-legacy-erp'],
    secrets: ['erp-password', 'smtp-password'],
  },
  {
    name: 'kv-orders-stg',
    in: 'staging',
    group: 'rg-data-stg',
    owner: 'team-orders',
    ageDays: 300,
    model: 'rbac',
    secrets: ['database-password'],
  },
  {
    name: 'kv-contoso-dev',
    in: 'dev',
    group: 'rg-data-dev',
    owner: '',
    ageDays: 500,
    model: 'policies',
    policies: ['vm-dev-01'],
    secrets: ['test-password'],
  },
  {
    name: 'kv-shared-platform',
    in: 'platform',
    group: 'rg-shared',
    owner: 'team-platform',
    ageDays: 960,
    model: 'rbac',
    secrets: ['wildcard-certificate', 'alerting-webhook', 'backup-key'],
  },
];

type StoreRow = readonly [
  name: string,
  SubscriptionKey,
  group: string,
  location: string,
  owner: string,
  ageDays: number,
];

const storageAccounts: readonly StoreRow[] = [
  ['stcontosoweb', 'prod', 'rg-web', 'westeurope', 'team-web', 700],
  ['stcontosoorders', 'prod', 'rg-orders', 'westeurope', 'team-orders', 690],
  ['stcontosobatch', 'prod', 'rg-batch', 'swedencentral', 'team-data', 540],
  ['stcontosolegacy', 'prod', 'rg-legacy', 'northeurope', '', 1500],
  ['stcontosolake', 'prod', 'rg-data', 'westeurope', 'team-data', 560],
  ['stcontosostg', 'staging', 'rg-data-stg', 'westeurope', 'team-data', 480],
  ['stcontosodev', 'dev', 'rg-data-dev', 'westeurope', 'team-data', 530],
  ['stcontosobackup', 'platform', 'rg-backup', 'westeurope', 'team-platform', 1000],
];

/** What accounts hold, as far as somebody was given access to it. */
const containers: Readonly<Record<string, readonly string[]>> = {
  stcontosolake: ['exports', 'raw'],
  stcontosoorders: ['exports', 'invoices'],
  stcontosobatch: ['jobs', 'results'],
  stcontosoweb: ['assets'],
  stcontosobackup: ['vm-images'],
};

const registries: readonly StoreRow[] = [
  ['crcontoso', 'platform', 'rg-shared', 'westeurope', 'team-platform', 810],
  ['crcontosodev', 'dev', 'rg-build', 'westeurope', 'team-build', 460],
];

/** Stores that only the subnet of their own machines reaches: by name, the virtual network's name. */
const closedTo: Readonly<Record<string, string>> = {
  'kv-batch-prod': networkName('prod', 'swedencentral'),
  stcontosobackup: networkName('platform', 'westeurope'),
};

/** The network rules of a store that is closed to others; nothing for one that is open to all. */
function networkRules(company: Company, name: string): Readonly<Record<string, unknown>> {
  const network = closedTo[name];
  if (network === undefined) return {};
  const subnet = `${company.idOf(network)}/subnets/snet-workloads`;
  const virtualNetworkRules = [{ id: subnet, action: 'Allow', state: 'Succeeded' }];
  return {
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny', ipRules: [], virtualNetworkRules },
  };
}

function putVault(company: Company, vault: VaultRow): void {
  const { tenantId } = company.world;
  const permissions = { keys: [], secrets: ['get', 'list'], certificates: [], storage: [] };
  const values = vault.secrets.map((name) => ({ name, value: company.random.text(24) }));
  const stored = company.resource({
    subscriptionId: company.subscriptionIds[vault.in],
    resourceGroup: vault.group,
    type: 'Microsoft.KeyVault/vaults',
    name: vault.name,
    location: vault.location ?? 'westeurope',
    ageDays: vault.ageDays,
    tags: tagsFor(vault.owner, vault.in),
    properties: {
      provisioningState: 'Succeeded',
      tenantId,
      sku: { family: 'A', name: 'standard' },
      vaultUri: `https://${vault.name}.vault.azure.net/`,
      enableRbacAuthorization: vault.model === 'rbac',
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
      publicNetworkAccess: 'Enabled',
      ...networkRules(company, vault.name),
      accessPolicies: (vault.policies ?? []).map((principal) => {
        return { tenantId, objectId: company.principal(principal).id, permissions };
      }),
    },
  });
  for (const secret of values) putSecret(company, stored, secret);
}

/** The version follows from the name, so that it does not take part in what the estate draws by lot. */
function putSecret(company: Company, vault: ArmResource, secret: { name: string; value: string }): void {
  const version = createHash('sha256').update(`${vault.name}/${secret.name}`).digest('hex').slice(0, 32);
  company.world.table(vaultObjects).put({
    kind: 'secrets',
    vaultId: vault.id,
    ...secret,
    version,
    enabled: true,
    tags: {},
    createdTime: vault.createdTime,
    updatedTime: vault.createdTime,
  });
}

function putContainer(company: Company, { id, createdTime }: ArmResource, name: string): void {
  const etag = `"0x${createHash('sha256').update(`${id}/${name}`).digest('hex').slice(0, 15).toUpperCase()}"`;
  company.world.table(blobContainers).put({ accountId: id, name, createdTime, etag });
}

export function seedStores(company: Company): void {
  for (const vault of vaults) putVault(company, vault);
  for (const [name, subscription, resourceGroup, location, owner, ageDays] of storageAccounts) {
    const account = company.resource({
      subscriptionId: company.subscriptionIds[subscription],
      resourceGroup,
      type: 'Microsoft.Storage/storageAccounts',
      name,
      location,
      ageDays,
      tags: tagsFor(owner, subscription),
      kind: 'StorageV2',
      sku: { name: 'Standard_ZRS', tier: 'Standard' },
      properties: {
        provisioningState: 'Succeeded',
        supportsHttpsTrafficOnly: true,
        minimumTlsVersion: 'TLS1_2',
        allowSharedKeyAccess: owner === '',
        allowBlobPublicAccess: false,
        ...networkRules(company, name),
        primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/` },
      },
    });
    for (const container of containers[name] ?? []) putContainer(company, account, container);
  }
  for (const [name, subscription, resourceGroup, location, owner, ageDays] of registries) {
    company.resource({
      subscriptionId: company.subscriptionIds[subscription],
      resourceGroup,
      type: 'Microsoft.ContainerRegistry/registries',
      name,
      location,
      ageDays,
      tags: tagsFor(owner, subscription),
      sku: { name: 'Premium', tier: 'Premium' },
      properties: {
        provisioningState: 'Succeeded',
        loginServer: `${name}.azurecr.io`,
        adminUserEnabled: false,
      },
    });
  }
}
