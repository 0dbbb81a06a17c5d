/** Who issues the tokens that can be exchanged for one of Entra ID, as far as this portal knows them. */
export type IssuerKind =
  | 'github'
  | 'gitlab'
  | 'azure-devops'
  | 'aks'
  | 'eks'
  | 'cognito'
  | 'google'
  | 'terraform-cloud'
  | 'spacelift'
  | 'entra';

/**
 * Which issuer answers at a host. Hosts are compared whole, port included: `token.actions.githubusercontent.com.evil`
 * is whoever owns `.evil`, and below a suffix that anybody can get a name under (S3 is below amazonaws.com) only the
 * issuer's own pattern counts.
 */
const hosts: readonly (readonly [IssuerKind, string | RegExp])[] = [
  // https://docs.github.com/actions/concepts/security/openid-connect
  ['github', 'token.actions.githubusercontent.com'],
  // https://docs.gitlab.com/ci/secrets/id_token_authentication/
  ['gitlab', 'gitlab.com'],
  // https://learn.microsoft.com/azure/devops/pipelines/release/configure-workload-identity
  ['azure-devops', 'vstoken.dev.azure.com'],
  // https://learn.microsoft.com/azure/aks/use-oidc-issuer
  ['aks', /^[a-z0-9]+\.oic\.prod-aks\.azure\.com$/],
  // https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
  ['eks', /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/],
  // https://docs.aws.amazon.com/cognito/latest/developerguide/open-id.html
  ['cognito', /^cognito-identity(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/],
  // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-gcp
  ['google', 'accounts.google.com'],
  // https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/azure-configuration
  ['terraform-cloud', 'app.terraform.io'],
  // https://docs.spacelift.io/integrations/cloud-providers/oidc
  ['spacelift', /^[a-z0-9-]+\.app\.spacelift\.io$/],
  ['entra', 'login.microsoftonline.com'],
  ['entra', 'login.microsoftonline.us'],
  ['entra', 'login.partner.microsoftonline.cn'],
  ['entra', 'sts.windows.net'],
];

/** An issuer as Entra ID can ask it for its keys; undefined where it is no https address. */
export function parseIssuer(issuer: string): URL | undefined {
  if (!URL.canParse(issuer)) return undefined;
  const url = new URL(issuer);
  return url.protocol === 'https:' ? url : undefined;
}

/** Undefined for an issuer nobody has told this portal about. */
export function issuerKindOf({ host }: URL): IssuerKind | undefined {
  return hosts.find(([, at]) => (typeof at === 'string' ? at === host : at.test(host)))?.[0];
}
