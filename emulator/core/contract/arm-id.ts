/** The outermost resource that an id names; children in it (a vault's secret, a subnet) are behind it in the id. */
export interface NamedResource {
  readonly id: string;
  /** With namespace, e.g. Microsoft.KeyVault/vaults. */
  readonly type: string;
  readonly name: string;
}

/** What an ARM id or scope names, outermost first, in the casing of the id. The tenant's own scope, `/`, has none of it. */
export interface ArmIdParts {
  /** Name of the management group that the id is. */
  readonly managementGroup?: string;
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  readonly resource?: NamedResource;
  /** What is behind the parts above: children, an extension, a verb. */
  readonly rest: string;
}

const managementGroupPattern = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)$/i;
const subscriptionPattern =
  /^(\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?(?:\/providers\/([^/]+\/[^/]+)\/([^/]+))?)(.*)$/is;

/** Takes an ARM id or scope apart. https://learn.microsoft.com/azure/role-based-access-control/scope-overview */
export function parseArmId(id: string): ArmIdParts {
  const managementGroup = managementGroupPattern.exec(id)?.[1];
  if (managementGroup !== undefined) return { managementGroup, rest: '' };
  const [, own, subscriptionId, resourceGroup, type, name, rest = ''] = subscriptionPattern.exec(id) ?? [];
  if (own === undefined || subscriptionId === undefined) return { rest: id };
  return {
    subscriptionId,
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    ...(type === undefined || name === undefined ? {} : { resource: { id: own, type, name } }),
    rest,
  };
}

/** Id of the subscription that an ARM id or path lies in, in its casing; undefined outside of subscriptions. Cheaper than all parts. */
export function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Subscriptions, principals, roles and role assignments have GUIDs as names. */
export function isGuid(text: string): boolean {
  return guidPattern.test(text);
}

/** What is behind the last slash: the name in an ARM id, the GUID of a role definition. */
export function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Namespace and type segments of a resource type: Microsoft.Network, [virtualNetworks, subnets]. */
export function parseResourceType(type: string): { namespace: string; types: readonly string[] } {
  const [namespace = '', ...types] = type.split('/');
  return { namespace, types };
}

export function managementGroupScope(name: string): string {
  return `/providers/Microsoft.Management/managementGroups/${name}`;
}

export function subscriptionScope(subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}`;
}

export function groupScope(subscriptionId: string, resourceGroup: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

/** ARM id of a resource in a resource group. `type` is with namespace. */
export function resourceId(
  subscriptionId: string,
  resourceGroup: string,
  type: string,
  name: string,
): string {
  return `${groupScope(subscriptionId, resourceGroup)}/providers/${type}/${name}`;
}

/** A scope as stored and compared: one leading slash, no trailing one, '/' for the root. Casing is kept. */
export function normalizeScope(scope: string): string {
  const trimmed = scope.replace(/^\/+|\/+$/g, '').replace(/\/{2,}/g, '/');
  return `/${trimmed}`;
}

/** Whether `scope` lies below `ancestor` in the ARM id hierarchy (management groups not considered); both lower-cased. */
export function isBelow(scope: string, ancestor: string): boolean {
  return ancestor === '/' ? scope !== '/' : scope.startsWith(`${ancestor}/`);
}
