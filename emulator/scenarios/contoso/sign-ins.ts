import type { Company } from './company.ts';

/** Days since the last sign-in of identities that have gone quiet, with whatever access they hold. */
const quiet: Readonly<Record<string, number>> = {
  'id-legacy-erp': 190,
  'id-migration-2024': 415,
  'id-old-reporting': 260,
  'id-backup': 121,
  'vm-legacy-01': 38,
  'app-intranet': 143,
};

/** Never got a token since they were made. */
const never: readonly string[] = [
  'id-poc-search',
  'id-test-dev',
  'id-tmp-01',
  'id-preview-staging',
  'vm-dev-04',
];

/** When every managed identity last got a token: today for most, long ago or never for the planted ones. */
export function seedSignIns(company: Company): void {
  const quietIds = new Map(Object.entries(quiet).map(([name, days]) => [company.principal(name).id, days]));
  const neverIds = new Set(never.map((name) => company.principal(name).id));
  for (const principal of [...company.world.principals.values()]) {
    if (principal.kind !== 'ServicePrincipal' || principal.servicePrincipalType !== 'ManagedIdentity')
      continue;
    if (neverIds.has(principal.objectId)) continue;
    const days = quietIds.get(principal.objectId) ?? company.random.fraction();
    company.world.principals.put({ ...principal, lastSignInTime: company.ago(days) });
  }
}
