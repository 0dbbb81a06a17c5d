import type { EstateReader } from '@/lib/model/estate-reader';

/** Lists an estate is read from, as far as a rule can miss something in them. */
export type EstateList = 'hosts' | 'identities' | 'roleAssignments' | 'roleDefinitions';

/** The sources behind each list; a gap is called `source:` and its name, see lib/estate/collect/gaps. */
const sourcesOf: Readonly<Record<EstateList, readonly string[]>> = {
  hosts: ['virtualMachines', 'resources'],
  identities: ['userAssignedIdentities'],
  roleAssignments: ['roleAssignments'],
  roleDefinitions: ['roleDefinitions'],
};

/**
 * Whether some of a list may lie where the caller cannot look: in subscriptions that are not visible (without the
 * management group tree nobody can even tell how many there are), or in one where the list was refused.
 */
export function isHidden(estate: EstateReader, list: EstateList): boolean {
  if (estate.subscriptions.some(({ visible }) => !visible)) return true;
  return estate.gaps.some(
    ({ id }) =>
      id === 'management-groups' ||
      id === 'subscriptions' ||
      sourcesOf[list].some((source) => id === `source:${source}`),
  );
}

/**
 * Whether an identity holds, itself or through a group, a role whose definition could not be read: it may do more
 * than its privilege says.
 * @param matters which of the role assignments are asked about
 */
export function holdsUnreadRole(
  { roleAssignments }: EstateReader,
  matters: (roleAssignmentRow: number) => boolean = () => true,
): boolean {
  for (const row of roleAssignments.live()) {
    if (roleAssignments.number('privilege', row) >= 0) continue;
    const isOfIdentity =
      roleAssignments.number('identity', row) >= 0 || roleAssignments.text('principalKind', row) === 'group';
    if (isOfIdentity && matters(row)) return true;
  }
  return false;
}
