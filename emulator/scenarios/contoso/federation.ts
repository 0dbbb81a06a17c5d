import { federatedCredentials } from '../../providers/managed-identity/tables.ts';
import type { Company } from './company.ts';
import { clusterIssuer } from './hosts.ts';

const github = 'https://token.actions.githubusercontent.com';
const audiences = ['api://AzureADTokenExchange'];

/** Credentials on the identity every repository uses: one below the limit of 20 per identity. */
const sharedRepositories = 19;

type Row = readonly [identity: string, name: string, issuer: string, subject: string];

export function seedFederatedCredentials(company: Company): void {
  const entra = `https://login.microsoftonline.com/${company.world.tenantId}/v2.0`;
  const rows: Row[] = [
    // Sound: one repository and environment, one service account.
    ['id-github-deploy', 'github-production', github, 'repo:contoso/storefront:environment:production'],
    ['id-github-deploy', 'github-staging', github, 'repo:contoso/storefront:environment:staging'],
    ['id-aks-orders', 'aks-orders-api', clusterIssuer, 'system:serviceaccount:orders:orders-api'],
    // Anybody who can open a pull request becomes this identity.
    ['id-web-prod', 'github-pull-requests', github, 'repo:contoso/storefront:pull_request'],
    // Meant as a wildcard, taken literally by Azure; one day somebody makes it match.
    ['id-deploy', 'github-any-repository', github, 'repo:contoso/*:environment:dev'],
    // Never works: Entra refuses its own tokens here (AADSTS700222).
    ['id-logic-approval', 'entra-app', entra, company.principal('terraform').id],
    // An issuer nobody has heard of.
    ['id-batch', 'nightly-pipeline', 'https://oidc.buildhost.example', 'pipeline:nightly'],
  ];
  for (let number = 1; number <= sharedRepositories; number++) {
    const service = `service-${String(number).padStart(2, '0')}`;
    rows.push(['id-ci-shared', `github-${service}`, github, `repo:contoso/${service}:ref:refs/heads/main`]);
  }
  for (const [identity, name, issuer, subject] of rows) {
    company.world.table(federatedCredentials).put({
      identityId: company.idOf(identity),
      name,
      issuer,
      subject,
      audiences,
    });
  }
}
