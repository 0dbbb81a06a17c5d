import type { EstateReader } from '@/lib/model/estate-reader';

/**
 * Whether something that bears on what is shown may lie where the caller cannot look: in subscriptions that are not
 * visible (without the management group tree nobody can even tell how many there are), or in a list that was refused.
 * The ids are those of lib/estate/collect/gaps.
 */
function hasGap(estate: EstateReader, lists: readonly string[]): boolean {
  if (estate.subscriptions.some(({ visible }) => !visible)) return true;
  return estate.gaps.some(
    ({ id }) =>
      id === 'management-groups' || id === 'subscriptions' || lists.includes(id.replace(/^source:/, '')),
  );
}

/** An identity shown may be used by a resource that is not. */
export function hidesHosts(estate: EstateReader): boolean {
  return hasGap(estate, ['virtualMachines', 'resources']);
}

/** An identity shown may hold a role that is not, or one whose definition could not be read. */
export function hidesRoleAssignments(estate: EstateReader): boolean {
  return hasGap(estate, ['roleAssignments', 'roleDefinitions']);
}
