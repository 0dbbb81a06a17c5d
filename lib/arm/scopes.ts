export const scopeKinds = [
  'root',
  'management group',
  'subscription',
  'resource group',
  'resource',
  'child resource',
] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/**
 * ARM ids and the scopes they stand for. Azure compares ids without regard to case (and changes their case itself:
 * `resourcegroups` for `resourceGroups`), so everything made here is lower case.
 * Shapes: learn.microsoft.com/azure/role-based-access-control/scope-overview
 */
export interface ParsedScope {
  kind: ScopeKind;
  /** Lower-case ARM id without trailing slash, or '/'. */
  scope: string;
  /** '' above subscriptions. */
  subscriptionId: string;
  /** Lower case; '' above resource groups. */
  resourceGroup: string;
  /** e.g. `microsoft.keyvault/vaults/secrets`; '' unless a resource. Of an extension resource: its own type. */
  resourceType: string;
  /** Last name: of the management group, subscription, group, resource; '' for '/'. */
  name: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const managementGroupName = /^[\p{L}\p{N}_().~-]{1,90}$/u;
/** learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules: resourcegroups. */
const resourceGroupName = /^[\p{L}\p{N}_().-]{1,90}$/u;
const providerName = /^[a-z0-9]+(\.[a-z0-9]+)+$/;
const typeName = /^[a-z0-9$_-]+$/;

/** Lower case, one leading slash, no trailing slash. */
export function normalScope(armId: string): string {
  const trimmed = armId.toLowerCase().replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? '/' : `/${trimmed}`;
}

/** The scope an ARM id stands for; undefined when it is not one. Strict: no empty segment, no guesses. */
export function parseScope(armId: string): ParsedScope | undefined {
  const scope = normalScope(armId);
  if (scope === '/') {
    return { kind: 'root', scope, subscriptionId: '', resourceGroup: '', resourceType: '', name: '' };
  }
  const segments = scope.slice(1).split('/');
  if (
    segments.some(
      (segment) => segment === '' || segment === '.' || segment === '..' || /[%?#\\]/.test(segment),
    )
  ) {
    return undefined;
  }
  if (segments[0] === 'providers') return parseProvider(scope, segments, '', '');
  const [first, subscriptionId = '', second, resourceGroup = ''] = segments;
  if (first !== 'subscriptions' || !guid.test(subscriptionId)) return undefined;
  const base = { scope, subscriptionId, resourceType: '' };
  if (segments.length === 2)
    return { ...base, kind: 'subscription', resourceGroup: '', name: subscriptionId };
  if (second === 'providers') return parseProvider(scope, segments.slice(2), subscriptionId, '');
  if (second !== 'resourcegroups' || !resourceGroupName.test(resourceGroup)) return undefined;
  if (segments.length === 4) return { ...base, kind: 'resource group', resourceGroup, name: resourceGroup };
  return parseProvider(scope, segments.slice(4), subscriptionId, resourceGroup);
}

/** `segments` start at a `providers`; the last `providers` among them begins the type (an extension resource). */
function parseProvider(
  scope: string,
  segments: readonly string[],
  subscriptionId: string,
  resourceGroup: string,
): ParsedScope | undefined {
  if (segments[0] !== 'providers') return undefined;
  const at = segments.lastIndexOf('providers');
  const [, provider = '', ...rest] = segments.slice(at);
  if (!providerName.test(provider) || rest.length < 2 || rest.length % 2 !== 0) return undefined;
  const types = rest.filter((_, index) => index % 2 === 0);
  if (!types.every((type) => typeName.test(type))) return undefined;
  const name = rest.at(-1) ?? '';
  const resourceType = `${provider}/${types.join('/')}`;
  if (at === 0 && subscriptionId === '' && resourceType === 'microsoft.management/managementgroups') {
    if (!managementGroupName.test(name)) return undefined;
    return { kind: 'management group', scope, subscriptionId: '', resourceGroup: '', resourceType: '', name };
  }
  const isChild = at > 0 || types.length > 1;
  return {
    kind: isChild ? 'child resource' : 'resource',
    scope,
    subscriptionId,
    resourceGroup,
    resourceType,
    name,
  };
}

/** Kind of a scope; an id of no known shape counts as a resource, the narrowest claim that is surely not too narrow. */
export function scopeKindOf(armId: string): ScopeKind {
  return parseScope(armId)?.kind ?? 'resource';
}

/** A dictionary cell back as a scope kind; '' for anything else. */
export function asScopeKind(text: string): ScopeKind | '' {
  return scopeKinds.find((kind) => kind === text) ?? '';
}

/** 5 for the whole tenant down to 0 for a child resource. */
export function breadthOf(kind: ScopeKind | ''): number {
  return kind === '' ? -1 : scopeKinds.length - 1 - scopeKinds.indexOf(kind);
}

/** Whether a role there covers a subscription or more. */
export function isBroad(kind: ScopeKind | ''): boolean {
  return kind === 'root' || kind === 'management group' || kind === 'subscription';
}

/**
 * Scopes above one, nearest first, ending with '/'. Management groups are not in an ARM id: who knows the tree puts
 * them between subscription and '/' (EstateReader.scopesAbove does).
 */
export function parentsOf(armId: string): string[] {
  const scope = normalScope(armId);
  if (scope === '/') return [];
  const segments = scope.slice(1).split('/');
  const parents: string[] = [];
  while (segments.length > 0) {
    // A name goes with its type; the first type of a provider goes with `providers/<namespace>`.
    segments.splice(-2);
    if (segments.at(-2) === 'providers') segments.splice(-2);
    if (segments.length > 0) parents.push(`/${segments.join('/')}`);
  }
  parents.push('/');
  return parents;
}

/** True when `scope` is `ancestor` or below it, as far as ids tell (for management groups ask the estate). */
export function isWithin(scope: string, ancestor: string): boolean {
  const inner = normalScope(scope);
  const outer = normalScope(ancestor);
  return outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
}
