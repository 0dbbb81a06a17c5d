import type { IdentityReference } from '../../core/contract/entities.ts';
import { createUserAssigned, referenceTo } from '../../core/rules/lifecycle.ts';
import type { Company, SubscriptionKey } from './company.ts';
import { tagsFor } from './organization.ts';

export interface IdentityRow {
  name: string;
  in: SubscriptionKey;
  group: string;
  location: string;
  ageDays: number;
  /** Empty: nobody is named in the tags. */
  owner: string;
  isolationScope?: 'None' | 'Regional';
}

function row(
  name: string,
  subscription: SubscriptionKey,
  group: string,
  ageDays: number,
  owner: string,
  more: { location?: string; isolationScope?: 'None' | 'Regional' } = {},
): IdentityRow {
  return { name, in: subscription, group, ageDays, owner, location: 'westeurope', ...more };
}

/** All user-assigned identities there are today. The last one lies where the operator cannot look. */
const userAssigned: readonly IdentityRow[] = [
  row('id-web-prod', 'prod', 'rg-identity', 880, 'team-web'),
  row('id-checkout', 'prod', 'rg-identity', 720, 'team-checkout', { isolationScope: 'None' }),
  row('id-orders', 'prod', 'rg-identity', 700, 'team-orders'),
  row('id-batch', 'prod', 'rg-identity', 540, 'team-data', { location: 'swedencentral' }),
  row('id-search', 'prod', 'rg-identity', 160, 'team-search', { isolationScope: 'Regional' }),
  row('id-payments', 'prod', 'rg-identity', 410, 'team-payments', { isolationScope: 'Regional' }),
  row('id-func-invoice', 'prod', 'rg-identity', 300, 'team-orders'),
  row('id-app-portal', 'prod', 'rg-identity', 365, 'team-web'),
  row('id-aks-prod', 'prod', 'rg-identity', 430, 'team-platform'),
  row('id-aks-orders', 'prod', 'rg-identity', 200, 'team-orders'),
  row('id-logic-approval', 'prod', 'rg-identity', 250, ''),
  row('id-adf-ingest', 'prod', 'rg-identity', 510, 'team-data'),
  row('id-legacy-erp', 'prod', 'rg-legacy', 1500, '', { location: 'northeurope' }),
  row('id-github-deploy', 'prod', 'rg-identity', 390, 'team-build'),
  row('id-old-reporting', 'prod', 'rg-identity', 1210, ''),
  row('id-migration-2024', 'prod', 'rg-identity', 760, ''),
  row('id-poc-search', 'prod', 'rg-search', 330, 'team-search', { location: 'northeurope' }),
  row('id-web-staging', 'staging', 'rg-identity-stg', 620, 'team-web'),
  row('id-checkout-staging', 'staging', 'rg-identity-stg', 615, 'team-checkout'),
  row('id-batch-staging', 'staging', 'rg-identity-stg', 400, 'team-data', { location: 'swedencentral' }),
  row('id-preview-staging', 'staging', 'rg-identity-stg', 95, 'team-web'),
  row('id-deploy', 'dev', 'rg-identity-dev', 830, 'team-build'),
  row('id-ci-shared', 'dev', 'rg-identity-dev', 480, 'team-build'),
  row('id-test-dev', 'dev', 'rg-dev', 45, ''),
  row('id-tmp-01', 'dev', 'rg-dev', 12, ''),
  row('id-monitoring', 'platform', 'rg-identity-shared', 900, 'team-platform'),
  row('id-image-reader', 'platform', 'rg-identity-shared', 560, 'team-platform'),
  row('id-automation-patch', 'platform', 'rg-identity-shared', 470, 'team-platform'),
  row('id-backup', 'platform', 'rg-identity-shared', 1020, 'team-platform'),
  row('built-in-identity-westeurope', 'platform', 'built-in-identity-rg', 350, ''),
  row('id-lab', 'sandbox', 'rg-lab', 80, '', { location: 'swedencentral' }),
];

export function putUserAssigned(company: Company, identity: IdentityRow): void {
  const created = createUserAssigned(
    company.world,
    {
      subscriptionId: company.subscriptionIds[identity.in],
      resourceGroup: identity.group,
      name: identity.name,
      location: identity.location,
      tags: tagsFor(identity.owner, identity.in),
      ...(identity.isolationScope ? { isolationScope: identity.isolationScope } : {}),
    },
    company.ago(identity.ageDays),
    company.random.guid,
  );
  company.register(created);
  company.know(identity.name, {
    id: reference(company, identity.name).principalId,
    type: 'ServicePrincipal',
  });
}

/** How a host refers to the identity of that name. */
export function reference(company: Company, name: string): IdentityReference {
  const found = referenceTo(company.world, company.idOf(name));
  if (!found) throw new Error(`The scenario attaches '${name}', which is no user-assigned identity.`);
  return found;
}

export function seedIdentities(company: Company): void {
  for (const identity of userAssigned) putUserAssigned(company, identity);
}
