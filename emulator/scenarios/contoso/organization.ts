import type { World } from '../../core/contract/world.ts';
import { registeredProviders } from '../estate/estate.ts';
import type { Random } from '../estate/random.ts';
import type { SubscriptionKey } from './company.ts';

/** Name, display name, parent. The sandbox hangs beside Contoso, not below: an owner of Contoso cannot read into it. */
const managementGroups: readonly (readonly [string, string, string | undefined])[] = [
  ['contoso', 'Contoso', undefined],
  ['contoso-platform', 'Platform', 'contoso'],
  ['contoso-landing-zones', 'Landing zones', 'contoso'],
  ['contoso-corp', 'Corp', 'contoso-landing-zones'],
  ['contoso-online', 'Online', 'contoso-landing-zones'],
  ['contoso-sandbox', 'Sandbox', undefined],
];

const subscriptions: Readonly<Record<SubscriptionKey, { displayName: string; managementGroup: string }>> = {
  prod: { displayName: 'Contoso Prod', managementGroup: 'contoso-online' },
  staging: { displayName: 'Contoso Staging', managementGroup: 'contoso-corp' },
  dev: { displayName: 'Contoso Dev', managementGroup: 'contoso-corp' },
  platform: { displayName: 'Contoso Platform', managementGroup: 'contoso-platform' },
  sandbox: { displayName: 'Contoso Sandbox', managementGroup: 'contoso-sandbox' },
};

type GroupRow = readonly [name: string, location: string, owner: string];

const resourceGroups: Readonly<Record<SubscriptionKey, readonly GroupRow[]>> = {
  prod: [
    ['rg-web', 'westeurope', 'team-web'],
    ['rg-checkout', 'westeurope', 'team-checkout'],
    ['rg-orders', 'westeurope', 'team-orders'],
    ['rg-batch', 'swedencentral', 'team-data'],
    ['rg-payments', 'westeurope', 'team-payments'],
    ['rg-search', 'northeurope', 'team-search'],
    ['rg-legacy', 'northeurope', ''],
    ['rg-apps', 'westeurope', 'team-web'],
    ['rg-data', 'westeurope', 'team-data'],
    ['rg-identity', 'westeurope', 'team-platform'],
    ['rg-network', 'westeurope', 'team-platform'],
  ],
  staging: [
    ['rg-web-stg', 'westeurope', 'team-web'],
    ['rg-batch-stg', 'swedencentral', 'team-data'],
    ['rg-apps-stg', 'westeurope', 'team-web'],
    ['rg-data-stg', 'westeurope', 'team-data'],
    ['rg-identity-stg', 'westeurope', 'team-platform'],
    ['rg-network-stg', 'westeurope', 'team-platform'],
  ],
  dev: [
    ['rg-build', 'westeurope', 'team-build'],
    ['rg-dev', 'westeurope', ''],
    ['rg-data-dev', 'westeurope', 'team-data'],
    ['rg-identity-dev', 'westeurope', 'team-platform'],
    ['rg-network-dev', 'westeurope', 'team-platform'],
  ],
  platform: [
    ['rg-management', 'westeurope', 'team-platform'],
    ['rg-backup', 'westeurope', 'team-platform'],
    ['rg-shared', 'westeurope', 'team-platform'],
    ['rg-identity-shared', 'westeurope', 'team-platform'],
    ['rg-network-hub', 'westeurope', 'team-platform'],
    ['built-in-identity-rg', 'westeurope', ''],
  ],
  sandbox: [['rg-lab', 'swedencentral', '']],
};

const environments: Readonly<Record<SubscriptionKey, string>> = {
  prod: 'prod',
  staging: 'staging',
  dev: 'dev',
  platform: 'platform',
  sandbox: 'sandbox',
};

/** Cost center per team; a team without one is missing the tag as well. */
const costCenters: Readonly<Record<string, string>> = {
  'team-web': 'CC-1042',
  'team-checkout': 'CC-1042',
  'team-orders': 'CC-1050',
  'team-payments': 'CC-1061',
  'team-search': 'CC-1070',
  'team-data': 'CC-2210',
  'team-build': 'CC-3005',
  'team-platform': 'CC-3001',
};

/** Tags of something a team owns; an empty owner is how most untagged things look, environment alone. */
export function tagsFor(owner: string, subscription: SubscriptionKey): Readonly<Record<string, string>> {
  const environment = environments[subscription];
  if (!owner) return { environment };
  const costCenter = costCenters[owner];
  return { owner, ...(costCenter ? { costCenter } : {}), environment };
}

/** Puts management groups, subscriptions and resource groups; returns the subscriptions' ids. */
export function seedOrganization(world: World, random: Random): Record<SubscriptionKey, string> {
  world.managementGroups.put({ name: world.tenantId, displayName: 'Tenant Root Group' });
  for (const [name, displayName, parent] of managementGroups) {
    world.managementGroups.put({ name, displayName, parent: parent ?? world.tenantId });
  }
  const ids: Record<SubscriptionKey, string> = {
    prod: random.guid(),
    staging: random.guid(),
    dev: random.guid(),
    platform: random.guid(),
    sandbox: random.guid(),
  };
  const keys: readonly SubscriptionKey[] = ['prod', 'staging', 'dev', 'platform', 'sandbox'];
  for (const key of keys) {
    const subscriptionId = ids[key];
    world.subscriptions.put({
      subscriptionId,
      ...subscriptions[key],
      tenantId: world.tenantId,
      registeredProviders,
    });
    for (const [name, location, owner] of resourceGroups[key]) {
      world.resourceGroups.put({ subscriptionId, name, location, tags: tagsFor(owner, key) });
    }
  }
  return ids;
}
