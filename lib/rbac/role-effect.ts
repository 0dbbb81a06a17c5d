import type { RolePermission } from '@/lib/model/estate-reader';

/** Types of scope of which it is said whether a role has an effect there; others are left to the person. */
export const judgedTypes = [
  'microsoft.keyvault/vaults',
  'microsoft.keyvault/vaults/secrets',
  'microsoft.storage/storageaccounts',
  'microsoft.storage/storageaccounts/blobservices/containers',
] as const;
export type JudgedType = (typeof judgedTypes)[number];

/** What built-in roles of every service list beside their own: it makes them work in the Azure portal. */
const beside = new Set([
  'microsoft.authorization/*/read',
  'microsoft.insights/alertrules/*',
  'microsoft.resourcehealth/availabilitystatuses/read',
  'microsoft.resources/deployments/*',
  'microsoft.resources/subscriptions/operationresults/read',
  'microsoft.resources/subscriptions/read',
  'microsoft.resources/subscriptions/resourcegroups/read',
  'microsoft.support/*',
]);

/**
 * Resource providers whose resources lie on those of others, whichever these are:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/extension-resource-types
 */
const onOthers =
  /^microsoft\.(?:advisor|authorization|insights|policyinsights|resourcehealth|resources|security)\//;

function touches(pattern: string, type: string): boolean {
  const lower = pattern.toLowerCase();
  if (beside.has(lower)) return false;
  if (onOthers.test(lower)) return true;
  const star = lower.indexOf('*');
  const plain = star < 0 ? lower : lower.slice(0, star);
  const below = `${type}/`;
  return plain.startsWith(below) || (star >= 0 && below.startsWith(plain));
}

/**
 * Those of the judged types at which the role allows nothing: none of what it lists is an operation on them. What
 * `notActions` take away is not looked at, so a role is never wrongly said to have no effect.
 */
export function noEffectOn(permissions: readonly RolePermission[]): JudgedType[] {
  const patterns = permissions.flatMap(({ actions, dataActions }) => [...actions, ...dataActions]);
  return judgedTypes.filter((type) => !patterns.some((pattern) => touches(pattern, type)));
}
