/** What a template needs to know of an ARM id. Casing as given; compare in lower case. */
export interface DeclaredId {
  /** ARM id of the resource group, subscription or management group a template for it is deployed to; '' for the tenant. */
  readonly scope: string;
  /** ARM id of the resource it extends, when it is an extension of a resource and not of the scope itself. */
  readonly base: string | undefined;
  /** e.g. Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials */
  readonly type: string;
  /** One for each segment of the type. */
  readonly names: readonly string[];
}

const groupPattern = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)/i;
const managementGroupPattern = /^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+/i;

/** ARM id of the narrowest scope a template can be deployed to that holds the id; '' for the tenant. */
function deploymentScopeOf(id: string): string {
  return (
    (groupPattern.exec(id) ?? /^\/subscriptions\/[^/]+/i.exec(id) ?? managementGroupPattern.exec(id))?.[0] ??
    ''
  );
}

/** Takes an ARM id apart as templates do. https://learn.microsoft.com/azure/azure-resource-manager/bicep/scope-extension-resources */
export function declaredId(id: string): DeclaredId {
  const group = groupPattern.exec(id);
  if (group?.[0] === id) {
    return {
      scope: `/subscriptions/${group[1]}`,
      base: undefined,
      type: 'Microsoft.Resources/resourceGroups',
      names: [group[2] ?? ''],
    };
  }
  const at = id.toLowerCase().lastIndexOf('/providers/');
  const before = id.slice(0, at);
  const [namespace = '', ...rest] = id.slice(at + '/providers/'.length).split('/');
  const types = rest.filter((_, index) => index % 2 === 0);
  const scope = deploymentScopeOf(before);
  return {
    scope,
    base: before.length > scope.length ? before : undefined,
    type: [namespace, ...types].join('/'),
    names: rest.filter((_, index) => index % 2 === 1),
  };
}

/** ARM id of the resource a child lies in; undefined for what lies in no other resource. */
export function parentOf(id: string): string | undefined {
  return declaredId(id).names.length > 1 ? id.split('/').slice(0, -2).join('/') : undefined;
}

export function sameKey(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Name and subscription of a resource group's id; undefined for other ids. */
export function groupOfScope(scope: string): { subscriptionId: string; name: string } | undefined {
  const match = groupPattern.exec(scope);
  return match?.[0] === scope ? { subscriptionId: match[1] ?? '', name: match[2] ?? '' } : undefined;
}

/** '' for what lies in none. */
export function subscriptionIn(id: string): string {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '';
}

export function lastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
