import type { EstateReader } from '@/lib/model/estate-reader';
import type { TableName } from '@/lib/model/schema';

/** Lists of all subscriptions, and the management groups above them: what can bear on more than one row. */
export type Evidence = TableName | 'roleDefinitions' | 'scopesAbove';

/** The sources behind each list; a gap is called `source:` and its name, see lib/estate/collect/gaps. */
const sourcesOf: Readonly<Record<Exclude<Evidence, 'scopesAbove'>, readonly string[]>> = {
  hosts: ['virtualMachines', 'resources'],
  identities: ['userAssignedIdentities'],
  roleAssignments: ['roleAssignments'],
  roleDefinitions: ['roleDefinitions'],
};

/**
 * Whether some of it may lie where the caller cannot look: in subscriptions that are not visible (without the
 * management group tree nobody can even tell how many there are), or in one where the list was refused.
 */
export function isHidden(estate: EstateReader, evidence: Evidence): boolean {
  const treeHidden = hasGap(estate, ['management-groups', 'subscriptions']);
  if (evidence === 'scopesAbove' || treeHidden) return treeHidden;
  return estate.subscriptions.some(({ visible }) => !visible) || isRefused(estate, evidence);
}

/**
 * Whether a list was refused in a subscription that is visible, or none is visible: some rows are missing that a rule
 * would have judged. What lies in subscriptions that are not visible is no part of the estate shown.
 */
export function isRefused(estate: EstateReader, list: Exclude<Evidence, 'scopesAbove'>): boolean {
  return hasGap(estate, ['subscriptions', ...sourcesOf[list].map((source) => `source:${source}`)]);
}

function hasGap(estate: EstateReader, ids: readonly string[]): boolean {
  return estate.gaps.some(({ id }) => ids.includes(id));
}

/**
 * Whether an identity holds, itself or through a group, a role whose definition could not be read: it may do more
 * than its privilege says.
 * @param matters which of the role assignments are asked about
 */
export function hasUnreadRole(
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
