import type { Company } from './company.ts';

interface FleetRoleAssignments {
  prefix: string;
  /** Numbers of the machines, first and last. */
  numbers: readonly [number, number];
  /** `self` as scope is the machine. */
  roleAssignments: readonly (readonly [role: string, scope: string])[];
}

/** The same role assignments on every VM of a fleet: what a shared user-assigned identity would save. */
const fleetRoleAssignments: readonly FleetRoleAssignments[] = [
  {
    prefix: 'vm-batch',
    numbers: [1, 8],
    roleAssignments: [
      ['AcrPull', 'crcontoso'],
      ['Storage Blob Data Contributor', 'stcontosobatch'],
      ['Key Vault Secrets User', 'kv-batch-prod'],
      ['Monitoring Metrics Publisher', 'prod/rg-batch'],
      ['Storage Blob Data Reader', 'stcontosolake/blobServices/default/containers/exports'],
    ],
  },
  {
    prefix: 'vm-orders',
    numbers: [1, 6],
    roleAssignments: [
      ['Key Vault Secrets User', 'kv-orders-prod'],
      ['Storage Queue Data Message Processor', 'stcontosoorders'],
      ['AcrPull', 'crcontoso'],
      ['Monitoring Metrics Publisher', 'self'],
      ['Reader', 'prod/rg-orders'],
    ],
  },
  {
    prefix: 'vm-payments',
    numbers: [1, 4],
    roleAssignments: [
      ['Monitoring Metrics Publisher', 'self'],
      ['Reader', 'prod/rg-payments'],
      ['Storage Blob Data Reader', 'stcontosolake'],
      ['Key Vault Secrets User', 'kv-payments-prod/secrets/reconciliation-password'],
    ],
  },
  {
    prefix: 'vm-web-stg',
    numbers: [1, 4],
    roleAssignments: [
      ['Monitoring Metrics Publisher', 'self'],
      ['Reader', 'staging/rg-web-stg'],
      ['Storage Blob Data Reader', 'stcontosostg'],
    ],
  },
  {
    prefix: 'vm-build',
    numbers: [5, 8],
    roleAssignments: [
      ['AcrPush', 'crcontoso'],
      ['AcrPush', 'crcontosodev'],
      ['Storage Blob Data Contributor', 'stcontosodev'],
      ['Reader', 'dev/rg-build'],
    ],
  },
  {
    prefix: 'vm-dev',
    numbers: [1, 4],
    roleAssignments: [
      ['Contributor', 'dev/rg-dev'],
      ['Storage Blob Data Contributor', 'stcontosodev'],
      // Without effect: this vault knows access policies only.
      ['Key Vault Secrets User', 'kv-contoso-dev'],
    ],
  },
  {
    prefix: 'vm-monitor',
    numbers: [1, 3],
    roleAssignments: [
      ['Monitoring Reader', 'prod'],
      ['Monitoring Reader', 'staging'],
      ['Monitoring Reader', 'dev'],
      ['Monitoring Reader', 'platform'],
      ['Monitoring Contributor', 'platform/rg-management'],
      ['Log Analytics Reader', 'platform'],
    ],
  },
  {
    prefix: 'vm-backup',
    numbers: [1, 2],
    roleAssignments: [
      ['Backup Contributor', 'prod'],
      ['Backup Contributor', 'staging'],
      ['Storage Account Contributor', 'stcontosobackup'],
      ['Key Vault Secrets User', 'kv-shared-platform/secrets/backup-key'],
    ],
  },
];

const single: readonly (readonly [host: string, role: string, scope: string])[] = [
  // Reachable from the internet over ssh, and Contributor on the platform.
  ['vm-jump-01', 'Contributor', 'platform'],
  ['vm-jump-01', 'Key Vault Reader', 'kv-shared-platform'],
  ['vm-legacy-01', 'Reader', 'stcontosolegacy'],
  ['vm-legacy-01', 'Contributor', 'prod/rg-legacy'],
  // Administrator of a vault where reading a secret would do.
  ['vm-payments-01', 'Key Vault Administrator', 'kv-payments-prod'],
  // May write to the machines that carry the owner of the dev subscription, and to itself.
  ['vm-runner-01', 'Virtual Machine Contributor', 'dev'],
  ['vm-runner-01', 'Virtual Machine Contributor', 'dev/rg-build'],
  ['vm-runner-01', 'Virtual Machine Contributor', 'platform/rg-management'],
  ['vm-runner-01', 'Managed Identity Operator', 'dev/rg-identity-dev'],
  ['vm-batch-01', 'Reader', 'prod'],
  ['vm-batch-01', 'Reader', 'prod/rg-batch'],
  ['app-intranet', 'Key Vault Secrets User', 'kv-web-prod/secrets/session-signing-key'],
  ['app-intranet', 'Storage Blob Data Reader', 'stcontosoweb'],
  ['app-intranet', 'Contributor', 'prod/rg-apps'],
  // A custom role that is Owner by another name.
  ['aa-ops', 'Contoso Platform Operator', 'mg:contoso-platform'],
  ['aa-ops', 'User Access Administrator', 'dev'],
  ['aa-ops', 'Automation Operator', 'platform/rg-management'],
  ['adf-ingest', 'Storage Blob Data Contributor', 'stcontosolake'],
  ['adf-ingest', 'Key Vault Secrets User', 'kv-batch-prod'],
  ['adf-ingest', 'Reader', 'prod/rg-data'],
];

export function seedRoleAssignmentsOfSystemAssigned(company: Company): void {
  for (const { prefix, numbers, roleAssignments } of fleetRoleAssignments) {
    for (let number = numbers[0]; number <= numbers[1]; number++) {
      const name = `${prefix}-${String(number).padStart(2, '0')}`;
      for (const [role, scope] of roleAssignments)
        company.assignRole(name, role, scope === 'self' ? name : scope);
    }
  }
  for (const [host, role, scope] of single) company.assignRole(host, role, scope);
}
