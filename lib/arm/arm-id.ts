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
