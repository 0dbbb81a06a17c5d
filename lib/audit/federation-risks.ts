import type { FederatedRow } from '@/lib/model/estate-reader';

/**
 * What is wrong with a federated credential. Rules:
 * learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations and, for GitHub's subjects,
 * docs.github.com/actions/concepts/security/openid-connect.
 */
export function federationRisks({ issuer, subject, audiences }: FederatedRow): string[] {
  const risks: string[] = [];
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url?.protocol !== 'https:')
    risks.push('The issuer is no https address: Entra ID cannot trust its keys');
  else if (!isKnownIssuer(url, subject)) {
    risks.push(
      isEntra(url)
        ? 'Entra ID does not accept its own tokens here (AADSTS700222): this credential never works'
        : `${url.hostname} is not a known issuer: whoever runs it can sign in as this identity`,
    );
  }
  if (subject.trim() === '') risks.push('The subject is empty');
  else if (/[*?]/.test(subject)) risks.push('Subjects are compared literally: a wildcard never matches');
  if (url?.hostname === 'token.actions.githubusercontent.com') risks.push(...gitHubRisks(subject));
  if (audiences.length !== 1 || audiences[0] !== 'api://AzureADTokenExchange') {
    if (!audiences.every((audience) => nationalAudiences.has(audience)) || audiences.length !== 1) {
      risks.push(
        `The audience is ${audiences.join(', ') || 'missing'}: a token made for something else may be accepted`,
      );
    }
  }
  return risks;
}

const nationalAudiences = new Set([
  'api://AzureADTokenExchange',
  'api://AzureADTokenExchangeUSGov',
  'api://AzureADTokenExchangeChina',
]);

/** Exact hosts, and for `.x` any host below x. */
const knownIssuers = [
  'token.actions.githubusercontent.com',
  'gitlab.com',
  'app.terraform.io',
  'accounts.google.com',
  'vstoken.dev.azure.com',
  '.oic.prod-aks.azure.com',
  '.eks.amazonaws.com',
  '.amazonaws.com',
  '.app.spacelift.io',
];

function isEntra(url: URL): boolean {
  return ['login.microsoftonline.com', 'sts.windows.net', 'login.microsoftonline.us'].includes(url.hostname);
}

function isKnownIssuer(url: URL, subject: string): boolean {
  // Azure DevOps service connections are the exception: issued by Entra ID with a subject that starts so.
  if (isEntra(url)) return subject.startsWith('/eid1/');
  return knownIssuers.some((known) =>
    known.startsWith('.') ? url.hostname.endsWith(known) : url.hostname === known,
  );
}

function gitHubRisks(subject: string): string[] {
  if (!/^repo:[^/:*]+\/[^/:*]+:/.test(subject)) {
    return ['The subject names no single repository: workflows of others may sign in'];
  }
  if (/:pull_request$/.test(subject)) {
    return ['Any pull request of the repository gets this identity'];
  }
  return [];
}
