import { resourceId } from '../../core/contract/arm-id.ts';
import { createSystemAssigned, identityOf } from '../../core/rules/lifecycle.ts';
import type { Company, SubscriptionKey } from './company.ts';
import { reference } from './identities.ts';
import { tagsFor } from './organization.ts';

/** Everything with an identity that is not a virtual machine, by its short kind. */
const kinds = {
  web: { type: 'Microsoft.Web/sites', kind: 'app,linux' },
  function: { type: 'Microsoft.Web/sites', kind: 'functionapp,linux' },
  container: { type: 'Microsoft.App/containerApps' },
  cluster: { type: 'Microsoft.ContainerService/managedClusters', sku: { name: 'Base', tier: 'Standard' } },
  workflow: { type: 'Microsoft.Logic/workflows' },
  automation: { type: 'Microsoft.Automation/automationAccounts' },
  factory: { type: 'Microsoft.DataFactory/factories' },
  scaleSet: {
    type: 'Microsoft.Compute/virtualMachineScaleSets',
    sku: { name: 'Standard_D4s_v5', tier: 'Standard', capacity: 4 },
  },
} as const;

type Kind = keyof typeof kinds;

interface HostRow {
  name: string;
  kind: Kind;
  in: SubscriptionKey;
  group: string;
  location?: string;
  owner: string;
  ageDays: number;
  system?: true;
  user?: readonly string[];
}

/** Issuer of the cluster's service account tokens, which federated credentials trust. */
export const clusterIssuer = 'https://westeurope.oic.prod-aks.azure.com/contoso/aks-prod/';

const hosts: readonly HostRow[] = [
  {
    name: 'vmss-web',
    kind: 'scaleSet',
    in: 'prod',
    group: 'rg-web',
    owner: 'team-web',
    ageDays: 350,
    user: ['id-web-prod'],
  },
  {
    name: 'vmss-batch',
    kind: 'scaleSet',
    in: 'prod',
    group: 'rg-batch',
    location: 'swedencentral',
    owner: 'team-data',
    ageDays: 310,
    user: ['id-batch'],
  },
  {
    name: 'func-invoice',
    kind: 'function',
    in: 'prod',
    group: 'rg-apps',
    owner: 'team-orders',
    ageDays: 298,
    user: ['id-func-invoice', 'id-web-prod'],
  },
  {
    name: 'func-checkout-events',
    kind: 'function',
    in: 'prod',
    group: 'rg-apps',
    owner: 'team-checkout',
    ageDays: 260,
    user: ['id-checkout'],
  },
  {
    name: 'app-portal',
    kind: 'web',
    in: 'prod',
    group: 'rg-apps',
    owner: 'team-web',
    ageDays: 360,
    user: ['id-app-portal', 'id-web-prod'],
  },
  { name: 'app-intranet', kind: 'web', in: 'prod', group: 'rg-apps', owner: '', ageDays: 640, system: true },
  {
    name: 'ca-storefront',
    kind: 'container',
    in: 'prod',
    group: 'rg-apps',
    owner: 'team-web',
    ageDays: 90,
    user: ['id-web-prod'],
  },
  {
    name: 'ca-orders-api',
    kind: 'container',
    in: 'prod',
    group: 'rg-apps',
    owner: 'team-orders',
    ageDays: 140,
    user: ['id-orders'],
  },
  {
    name: 'aks-prod',
    kind: 'cluster',
    in: 'prod',
    group: 'rg-apps',
    owner: 'team-platform',
    ageDays: 425,
    user: ['id-aks-prod'],
  },
  {
    name: 'logic-approval',
    kind: 'workflow',
    in: 'prod',
    group: 'rg-apps',
    owner: '',
    ageDays: 245,
    user: ['id-logic-approval'],
  },
  {
    name: 'adf-ingest',
    kind: 'factory',
    in: 'prod',
    group: 'rg-data',
    owner: 'team-data',
    ageDays: 505,
    system: true,
    user: ['id-adf-ingest', 'id-batch'],
  },
  {
    name: 'func-invoice-stg',
    kind: 'function',
    in: 'staging',
    group: 'rg-apps-stg',
    owner: 'team-orders',
    ageDays: 200,
    user: ['id-web-staging'],
  },
  {
    name: 'app-portal-stg',
    kind: 'web',
    in: 'staging',
    group: 'rg-apps-stg',
    owner: 'team-web',
    ageDays: 220,
    user: ['id-web-staging'],
  },
  {
    name: 'ca-orders-api-stg',
    kind: 'container',
    in: 'staging',
    group: 'rg-apps-stg',
    owner: 'team-orders',
    ageDays: 130,
    user: ['id-checkout-staging'],
  },
  {
    name: 'aks-staging',
    kind: 'cluster',
    in: 'staging',
    group: 'rg-apps-stg',
    owner: 'team-platform',
    ageDays: 280,
    user: ['id-image-reader'],
  },
  {
    name: 'vmss-build',
    kind: 'scaleSet',
    in: 'dev',
    group: 'rg-build',
    owner: 'team-build',
    ageDays: 180,
    user: ['id-deploy'],
  },
  {
    name: 'ca-preview',
    kind: 'container',
    in: 'dev',
    group: 'rg-dev',
    owner: '',
    ageDays: 40,
    user: ['id-image-reader'],
  },
  { name: 'func-dev', kind: 'function', in: 'dev', group: 'rg-dev', owner: '', ageDays: 60 },
  { name: 'logic-dev', kind: 'workflow', in: 'dev', group: 'rg-dev', owner: '', ageDays: 55 },
  {
    name: 'aa-ops',
    kind: 'automation',
    in: 'platform',
    group: 'rg-management',
    owner: 'team-platform',
    ageDays: 890,
    system: true,
  },
  {
    name: 'aa-patch',
    kind: 'automation',
    in: 'platform',
    group: 'rg-management',
    owner: 'team-platform',
    ageDays: 465,
    user: ['id-automation-patch'],
  },
  {
    name: 'func-monitoring',
    kind: 'function',
    in: 'platform',
    group: 'rg-management',
    owner: 'team-platform',
    ageDays: 240,
    user: ['id-monitoring'],
  },
];

function propertiesOf(kind: Kind, name: string): Readonly<Record<string, unknown>> {
  switch (kind) {
    case 'web':
    case 'function':
      return {
        state: 'Running',
        enabled: true,
        defaultHostName: `${name}.azurewebsites.net`,
        httpsOnly: true,
      };
    case 'container':
      return {
        provisioningState: 'Succeeded',
        runningStatus: 'Running',
        latestRevisionName: `${name}--0000007`,
      };
    case 'cluster':
      return {
        provisioningState: 'Succeeded',
        powerState: { code: 'Running' },
        kubernetesVersion: '1.34',
        dnsPrefix: name,
        nodeResourceGroup: `MC_${name}_westeurope`,
        oidcIssuerProfile: { enabled: true, ...(name === 'aks-prod' ? { issuerURL: clusterIssuer } : {}) },
        securityProfile: { workloadIdentity: { enabled: true } },
      };
    case 'workflow':
      return { provisioningState: 'Succeeded', state: 'Enabled', version: '08584700000000000001' };
    case 'automation':
      return { state: 'Ok', publicNetworkAccess: true, disableLocalAuth: true };
    case 'factory':
      return { provisioningState: 'Succeeded', version: '2018-06-01', publicNetworkAccess: 'Enabled' };
    case 'scaleSet':
      return {
        provisioningState: 'Succeeded',
        orchestrationMode: 'Uniform',
        singlePlacementGroup: false,
        upgradePolicy: { mode: 'Rolling' },
      };
  }
}

export function seedHosts(company: Company): void {
  for (const host of hosts) {
    const subscriptionId = company.subscriptionIds[host.in];
    const { type, ...shape } = kinds[host.kind];
    const { name, group: resourceGroup, ageDays } = host;
    const id = resourceId(subscriptionId, resourceGroup, type, name);
    const created = company.ago(ageDays);
    const system = host.system
      ? createSystemAssigned(company.world, { id, name }, created, company.random.guid)
      : undefined;
    const identity = identityOf(
      system,
      (host.user ?? []).map((one) => reference(company, one)),
    );
    company.resource({
      subscriptionId,
      resourceGroup,
      type,
      name,
      ageDays,
      location: host.location ?? 'westeurope',
      tags: tagsFor(host.owner, host.in),
      ...shape,
      ...(identity ? { identity } : {}),
      properties: propertiesOf(host.kind, name),
    });
  }
}
