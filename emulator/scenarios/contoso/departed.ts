import { resourceId } from '../../core/contract/arm-id.ts';
import { createSystemAssigned, deleteResource } from '../../core/rules/lifecycle.ts';
import type { Company, SubscriptionKey } from './company.ts';
import { putUserAssigned } from './identities.ts';

/** Identities that are gone. What they left behind — role assignments, a reference — is what Azure leaves behind. */
interface Departed {
  name: string;
  kind: 'identity' | 'machine';
  in: SubscriptionKey;
  group: string;
  createdDaysAgo: number;
  deletedDaysAgo: number;
  roleAssignments: readonly (readonly [role: string, scope: string])[];
}

function departed(
  name: string,
  kind: Departed['kind'],
  where: readonly [SubscriptionKey, group: string],
  days: readonly [created: number, deleted: number],
  ...roleAssignments: Departed['roleAssignments']
): Departed {
  return {
    name,
    kind,
    in: where[0],
    group: where[1],
    createdDaysAgo: days[0],
    deletedDaysAgo: days[1],
    roleAssignments,
  };
}

/** Twelve orphaned role assignments between them. vm-legacy-01 still refers to id-legacy-batch. */
const departedIdentities: readonly Departed[] = [
  departed('id-legacy-batch', 'identity', ['prod', 'rg-legacy'], [1400, 38], ['Reader', 'prod/rg-legacy']),
  departed(
    'id-retired-crm',
    'identity',
    ['prod', 'rg-identity'],
    [1100, 210],
    ['Contributor', 'prod'],
    ['Reader', 'prod/rg-orders'],
  ),
  departed(
    'id-retired-etl',
    'identity',
    ['prod', 'rg-identity'],
    [900, 120],
    ['Storage Blob Data Owner', 'stcontosolake'],
  ),
  departed(
    'id-retired-mail',
    'identity',
    ['prod', 'rg-identity'],
    [850, 64],
    ['Key Vault Secrets User', 'kv-legacy-prod'],
  ),
  departed(
    'id-retired-ci',
    'identity',
    ['dev', 'rg-identity-dev'],
    [700, 15],
    ['Owner', 'dev/rg-build'],
    ['AcrPush', 'crcontosodev'],
  ),
  departed(
    'id-retired-preview',
    'identity',
    ['staging', 'rg-identity-stg'],
    [200, 4],
    ['Contributor', 'staging/rg-apps-stg'],
  ),
  departed(
    'id-retired-scan',
    'identity',
    ['platform', 'rg-identity-shared'],
    [600, 300],
    ['Reader', 'mg:contoso'],
  ),
  departed(
    'vm-retired-01',
    'machine',
    ['prod', 'rg-checkout'],
    [500, 22],
    ['Key Vault Secrets User', 'kv-checkout-prod'],
    ['Contributor', 'prod/rg-checkout'],
  ),
  departed(
    'vm-retired-02',
    'machine',
    ['staging', 'rg-web-stg'],
    [260, 1],
    ['Storage Blob Data Reader', 'stcontosostg'],
  ),
];

/** Brings them into being; to be called before anything refers to them. */
export function seedDeparting(company: Company): void {
  for (const gone of departedIdentities) {
    const ageDays = gone.createdDaysAgo;
    if (gone.kind === 'identity') {
      putUserAssigned(company, { ...gone, location: 'westeurope', ageDays, owner: '' });
      continue;
    }
    const type = 'Microsoft.Compute/virtualMachines';
    const { name } = gone;
    const id = resourceId(company.subscriptionIds[gone.in], gone.group, type, name);
    const system = createSystemAssigned(
      company.world,
      { id, name },
      company.ago(ageDays),
      company.random.guid,
    );
    company.resource({
      subscriptionId: company.subscriptionIds[gone.in],
      resourceGroup: gone.group,
      type,
      name,
      location: 'westeurope',
      ageDays,
      identity: { type: 'SystemAssigned', system, user: [] },
      properties: {},
    });
  }
}

/** Assigns them the roles they had, then deletes them, at the time it happened. */
export function seedDepartures(company: Company): void {
  for (const gone of departedIdentities) {
    for (const [role, scope] of gone.roleAssignments) {
      company.assignRole(gone.name, role, scope, { ageDays: gone.createdDaysAgo - 1 });
    }
    deleteResource(company.world, company.idOf(gone.name), company.ago(gone.deletedDaysAgo));
  }
}
