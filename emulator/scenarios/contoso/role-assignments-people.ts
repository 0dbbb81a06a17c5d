import type { Company } from './company.ts';

/** The two roles this role assignment may pass on: Azure's own template for delegating role assignments with a condition. */
const onlyReaderAndSecretsUser = `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7, 4633458b-17de-408a-b874-0445c86b69e6})) AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7, 4633458b-17de-408a-b874-0445c86b69e6}))`;

const rbacAdministrator = 'Role Based Access Control Administrator';

type Row = readonly [principal: string, role: string, scope: string];

const rows: readonly Row[] = [
  // The people who are offered for sign-in.
  ['Olivia Moreno', 'Owner', 'mg:contoso'],
  ['Olivia Moreno', 'Management Group Reader', 'mg:root'],
  ['Vik Larsen', 'Virtual Machine Contributor', 'prod'],
  ['Vik Larsen', 'Virtual Machine Contributor', 'prod/rg-web'],
  ['Mina Okafor', 'Managed Identity Operator', 'prod/rg-identity'],
  ['Mina Okafor', 'Virtual Machine Contributor', 'staging'],
  ['Ravi Shah', rbacAdministrator, 'prod'],
  ['Ravi Shah', 'Reader', 'prod'],
  ['Rita Alves', 'Reader', 'staging'],
  // Applications.
  ['keyless-operator', 'Owner', 'mg:contoso'],
  ['keyless-operator', 'Management Group Reader', 'mg:root'],
  ['ci-deployer', 'Contributor', 'dev'],
  ['ci-deployer', 'AcrPush', 'crcontoso'],
  ['terraform', 'Contributor', 'mg:contoso-landing-zones'],
  ['terraform', 'Reader', 'mg:contoso'],
  // Tenant administration, not visible to the operator.
  ['Astrid Berg', 'User Access Administrator', '/'],
  ['Astrid Berg', 'Owner', 'mg:root'],
  ['Astrid Berg', 'Owner', 'sandbox'],
  ['grp-breakglass', 'Owner', 'mg:contoso'],
  // Teams.
  ['grp-platform-admins', 'Contributor', 'mg:contoso-platform'],
  ['grp-platform-admins', 'User Access Administrator', 'platform'],
  ['grp-platform-admins', 'Managed Identity Contributor', 'platform/rg-identity-shared'],
  ['grp-web-ops', 'Virtual Machine Contributor', 'prod/rg-web'],
  ['grp-web-ops', 'Contributor', 'staging/rg-web-stg'],
  ['grp-web-ops', 'Website Contributor', 'prod/rg-apps'],
  ['grp-web-ops', 'Virtual Machine Administrator Login', 'vm-web-01'],
  ['grp-checkout-team', 'Contributor', 'prod/rg-checkout'],
  ['grp-checkout-team', 'Key Vault Secrets Officer', 'kv-checkout-prod'],
  ['grp-data-engineers', 'Contributor', 'prod/rg-batch'],
  ['grp-data-engineers', 'Data Factory Contributor', 'prod/rg-data'],
  ['grp-data-engineers', 'Storage Blob Data Contributor', 'stcontosolake'],
  ['grp-engineering', 'Reader', 'mg:contoso-landing-zones'],
  ['grp-engineering', 'Contributor', 'dev/rg-dev'],
  ['grp-security-readers', 'Security Reader', 'mg:contoso'],
  ['grp-security-readers', 'Key Vault Reader', 'kv-payments-prod'],
  // Single role assignments nobody remembers.
  ['Ben Carter', 'Owner', 'prod/rg-legacy'],
  ['Daniel Novak', 'Contoso VM Restarter', 'prod/rg-orders'],
  ['Elif Kaya', 'Managed Identity Contributor', 'prod/rg-identity'],
  ['Femi Adeyemi', 'Virtual Machine User Login', 'vm-jump-01'],
  ['Hugo Meyer', 'Managed Identity Operator', 'dev/rg-identity-dev'],
  ['Ines Fernandez', 'Reader', 'stcontosolake'],
  ['Jonas Weber', 'Storage Blob Data Owner', 'stcontosobatch'],
  ['Katya Petrova', 'Key Vault Secrets User', 'kv-batch-prod/secrets/warehouse-password'],
  ['Liam Walsh', 'Reader', 'prod/rg-checkout'],
  ['Maja Jensen', 'Monitoring Reader', 'prod'],
  ['Priya Nair', 'Network Contributor', 'platform/rg-network-hub'],
];

export function seedRoleAssignmentsOfPeople(company: Company): void {
  for (const [principal, role, scope] of rows) company.assignRole(principal, role, scope);
  company.assignRole('terraform', rbacAdministrator, 'prod', {
    condition: onlyReaderAndSecretsUser,
    description: 'May pass on Reader and Key Vault Secrets User only',
  });
  company.assignRole('grp-data-engineers', 'Storage Blob Data Reader', 'stcontosoorders', {
    condition: `((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'exports'))`,
    description: 'Exports container only',
  });
}
