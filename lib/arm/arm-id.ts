/** An ARM resource id taken apart. Casing as given. */
export interface ArmId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Namespace and type segments, e.g. Microsoft.Compute/virtualMachines. */
  readonly type: string;
  readonly name: string;
}

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
// Characters Azure allows in names; no percent sign, slash, backslash, query or fragment can hide in a segment.
const segment = "[\\w\\-.()~@ ']{1,260}";
const group = '[\\p{L}\\p{N}_\\-.()]{1,90}';
const tail = `/providers/[a-z0-9]+(?:\\.[a-z0-9]+)+(?:/[a-z0-9]+/${segment}){1,8}`;
const grammar = new RegExp(
  `^/subscriptions/${guid}(?:/resourcegroups/${group})?(?:${tail}){0,3}$|^/providers/microsoft\\.(?:management/managementgroups/[\\w\\-.()]{1,90}|authorization/(?:roledefinitions|roleassignments|denyassignments)/${guid})(?:${tail})?$`,
  'iu',
);

/** Whether the text is the id of an ARM resource and nothing else: what a request may be made for. */
export function isArmId(text: string): boolean {
  return (
    text.length <= 2048 &&
    grammar.test(text) &&
    !text.split('/').some((part) => part === '.' || part === '..')
  );
}

/** The same for an id that must be one of a resource. Throws TypeError. */
export function resourceParts(id: string): ArmId {
  const parsed = parseArmId(id);
  if (!parsed) throw new TypeError(`Not the id of a resource: ${id}`);
  return parsed;
}

/** Takes a resource's id apart; undefined when it is not one of a resource in a resource group or subscription. */
export function parseArmId(id: string): ArmId | undefined {
  const parts = id.split('/');
  if (parts[0] !== '' || parts[1]?.toLowerCase() !== 'subscriptions') return undefined;
  const inGroup = parts[3]?.toLowerCase() === 'resourcegroups';
  const at = inGroup ? 5 : 3;
  const subscriptionId = parts[2];
  const namespace = parts[at + 1];
  const name = parts.at(-1);
  if (!subscriptionId || !name || !namespace || parts[at]?.toLowerCase() !== 'providers') return undefined;
  let type = namespace;
  for (let index = at + 2; index < parts.length - 1; index += 2) type += `/${parts[index]}`;
  return {
    subscriptionId: subscriptionId.toLowerCase(),
    resourceGroup: (inGroup ? parts[4] : '') ?? '',
    type,
    name,
  };
}

/** The last segment of an id, as written: the name of a resource, group, subscription, or role definition. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Azure compares ids without regard to case. */
export function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** The subscription an id lies in, as written; '' above subscriptions. */
export function subscriptionIdOf(id: string): string {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '';
}

/** The id of the subscription an id lies in, as written; '' above subscriptions. */
export function subscriptionScopeOf(id: string): string {
  return /^\/subscriptions\/[^/]+/i.exec(id)?.[0] ?? '';
}

/** The id of the resource group an id lies in, as written; '' above resource groups. */
export function resourceGroupScopeOf(id: string): string {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0] ?? '';
}

/** The name of the resource group an id lies in, as written; '' above resource groups. */
export function resourceGroupNameOf(id: string): string {
  return nameOf(resourceGroupScopeOf(id));
}

/** The name of a management group, of its id and of nothing else, as written; '' for other ids. */
export function managementGroupNameOf(id: string): string {
  return /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/i.exec(id)?.[1] ?? '';
}

/** The scope that a role assignment, a lock, or another extension lies at: what is before its own type, `/` for the tenant's. */
export function scopeOfExtension(id: string): string {
  return id.slice(0, Math.max(0, id.toLowerCase().lastIndexOf('/providers/'))) || '/';
}

/** The id of a role assignment at a scope, which can be `/`, the tenant's own. */
export function roleAssignmentIdOf(scope: string, name: string): string {
  return `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
}

/** Takes a resource group's id apart. Throws TypeError. */
export function resourceGroupParts(id: string): { subscriptionId: string; name: string } {
  if (id === '' || resourceGroupScopeOf(id) !== id) throw new TypeError(`Not a resource group: ${id}`);
  return { subscriptionId: subscriptionIdOf(id), name: nameOf(id) };
}
