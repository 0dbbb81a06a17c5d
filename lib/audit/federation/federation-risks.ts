import type { FederatedRow } from '@/lib/model/estate-reader';
import { type IssuerKind, issuerKindOf, parseIssuer } from './issuers';

/** What there is to say about a federated credential. */
export interface FederationRemark {
  /** `dead`: it lets nobody in. `open`: it lets in more than it should. `advice`: it is fine, and could be tighter. */
  weight: 'dead' | 'open' | 'advice';
  /** A sentence without its period, except between two. */
  text: string;
}

type Trust = Pick<FederatedRow, 'issuer' | 'subject' | 'audiences'>;

/**
 * Everything to say about a federated credential, for the audit, its page, the form and the plan alike. Where nobody
 * can sign in with it, nothing is said of who else may. Rules:
 * learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations and, for GitHub's subjects,
 * docs.github.com/actions/concepts/security/openid-connect.
 */
export function federationRemarks(trust: Trust): FederationRemark[] {
  const url = parseIssuer(trust.issuer);
  const kind = url && issuerKindOf(url);
  const dead = reasonsItIsDead(trust, url, kind);
  if (dead.length > 0) return dead.map((text) => ({ weight: 'dead', text }));
  const open = [
    ...(url && kind === undefined
      ? [`${url.host} is not a known issuer: whoever runs it can sign in as this identity`]
      : []),
    ...(kind === 'github' ? gitHubRisks(trust.subject) : []),
    ...(defaultServiceAccount.test(trust.subject)
      ? ['The default service account of the default namespace is what every pod gets that names none']
      : []),
    ...audienceRisks(trust.audiences),
  ];
  const remarks = open.map((text): FederationRemark => ({ weight: 'open', text }));
  if (kind === 'github' && /:ref:refs\/heads\//.test(trust.subject))
    remarks.push({
      weight: 'advice',
      text: 'Whoever can push to that branch can become this identity. An environment with reviewers is safer',
    });
  return remarks;
}

/** What is wrong with it: the remarks without mere advice. */
export function federationRisks(trust: Trust): string[] {
  return federationRemarks(trust)
    .filter(({ weight }) => weight !== 'advice')
    .map(({ text }) => text);
}

/** What a token says it is for, unless the workload was told otherwise. */
export const defaultAudience = 'api://AzureADTokenExchange';

const nationalAudiences = new Set([
  defaultAudience,
  'api://AzureADTokenExchangeUSGov',
  'api://AzureADTokenExchangeChina',
]);

/** `system:serviceaccount:NAMESPACE:NAME`, as Kubernetes writes subjects. */
const defaultServiceAccount = /^system:serviceaccount:default:default$/;

function reasonsItIsDead(
  { subject }: Trust,
  url: URL | undefined,
  kind: IssuerKind | undefined,
): readonly string[] {
  const reasons: string[] = [];
  if (!url) reasons.push('The issuer is no https address: Entra ID cannot trust its keys');
  // Azure DevOps service connections are the exception: issued by Entra ID with a subject that starts so.
  else if (kind === 'entra' && !subject.startsWith('/eid1/'))
    reasons.push('Entra ID does not accept its own tokens here (AADSTS700222): this credential never works');
  if (subject.trim() === '') reasons.push('The subject is empty');
  else if (/[*?]/.test(subject)) reasons.push('Subjects are compared literally: a wildcard never matches');
  return reasons;
}

function gitHubRisks(subject: string): string[] {
  if (!/^repo:[^/:]+\/[^/:]+:/.test(subject)) {
    return ['The subject names no single repository: workflows of others may sign in'];
  }
  if (/:pull_request$/.test(subject)) {
    return ['Any pull request of the repository gets this identity'];
  }
  return [];
}

function audienceRisks(audiences: readonly string[]): string[] {
  if (audiences.length === 1 && audiences.every((audience) => nationalAudiences.has(audience))) return [];
  return [
    `The audience is ${audiences.join(', ') || 'missing'}: a token made for something else may be accepted`,
  ];
}
