import type { EstateReader } from '@/lib/model/estate-reader';

/** Ours: longer than the replication of a new principal, which shows as "Identity not found" meanwhile. */
export const replicationWindowMs = 30 * 60_000;

/**
 * Whether the principal of a role assignment is gone. Deleting an identity never deletes its role assignments
 * (learn.microsoft.com/azure/role-based-access-control/troubleshooting, "Identity not found").
 * Not known when Graph could not be asked, or while a missing principal may still be replicating.
 */
export function orphanState(
  estate: EstateReader,
  roleAssignmentRow: number,
): 'orphan' | 'assigned' | 'unknown' {
  // The column says it for nearly all of them, without looking anything up: there may be 200,000.
  const kind = estate.roleAssignments.text('principalKind', roleAssignmentRow);
  if (kind !== 'orphan' && kind !== 'unknown') return 'assigned';
  const { principalId, principalType } = estate.roleAssignment(roleAssignmentRow);
  // A group of another tenant (Lighthouse, guests' groups) is never in this directory.
  if (principalType.toLowerCase() === 'foreigngroup') return 'unknown';
  const lookup = estate.principal(principalId);
  if (lookup.known) return 'assigned';
  if (!lookup.absent) return 'unknown';
  const createdS = estate.roleAssignments.number('created', roleAssignmentRow);
  if (createdS < 0) return 'unknown';
  return estate.asOf - createdS * 1000 > replicationWindowMs ? 'orphan' : 'assigned';
}

/**
 * All of them that `inScope` keeps. `unknown`: at least one could not be decided.
 * Once one is undecided others that look alike are not looked up: with Graph refused that would be every role assignment.
 */
export function findOrphans(
  estate: EstateReader,
  inScope: (roleAssignmentRow: number) => boolean = () => true,
): { rows: number[]; unknown: boolean } {
  const rows: number[] = [];
  let unknown = false;
  for (const row of estate.roleAssignments.live()) {
    const kind = estate.roleAssignments.text('principalKind', row);
    if (kind !== 'orphan' && (kind !== 'unknown' || unknown)) continue;
    if (!inScope(row)) continue;
    const state = orphanState(estate, row);
    if (state === 'orphan') rows.push(row);
    else if (state === 'unknown') unknown = true;
  }
  return { rows, unknown };
}
