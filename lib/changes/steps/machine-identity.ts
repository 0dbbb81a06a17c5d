import { nameOf, sameId } from '@/lib/arm/arm-id';
import type { IdentityPatch, MachineState } from '@/lib/model/writer-states';

type IdentityType = IdentityPatch['type'];

/** The type Azure wants beside a change: computed, never asked of a person. */
export function typeFor(system: boolean, userCount: number): IdentityType {
  if (system) return userCount > 0 ? 'SystemAssigned, UserAssigned' : 'SystemAssigned';
  return userCount > 0 ? 'UserAssigned' : 'None';
}

/**
 * The PATCH for a change of a machine's identities. It names only what changes: Azure merges, and what somebody else
 * attached meanwhile stays. References to identities that no longer exist block every later change of the block, so they
 * are removed along the way: only those Azure says are gone, for one that is just being attached looks the same.
 * https://learn.microsoft.com/rest/api/compute/virtual-machines/update
 */
export function identityPatch(
  machine: MachineState,
  change: { system?: boolean; add?: readonly string[]; remove?: readonly string[] },
): IdentityPatch {
  const { system = machine.system !== null, add = [], remove = [] } = change;
  const dangling = machine.user.filter(({ missing }) => missing).map(({ id }) => id);
  const removed = machine.user
    .map(({ id }) => id)
    .filter(
      (id) =>
        [...remove, ...dangling].some((gone) => sameId(gone, id)) && !add.some((one) => sameId(one, id)),
    );
  const kept = machine.user.filter(({ id }) => !removed.includes(id));
  const added = add.filter((id) => !kept.some((one) => sameId(one.id, id)));
  const type = typeFor(system, kept.length + added.length);
  const references: Record<string, Record<string, never> | null> = {};
  for (const id of added) references[id] = {};
  // Without user-assigned identities in the type Azure takes none in the body and drops them all by itself.
  if (type.includes('UserAssigned')) for (const id of removed) references[id] = null;
  return Object.keys(references).length > 0 ? { type, userAssignedIdentities: references } : { type };
}

export function danglingOf(machine: MachineState): string[] {
  return machine.user.filter(({ missing }) => missing).map(({ id }) => nameOf(id));
}

export function onMachine(machine: MachineState): { system: boolean; user: string[] } {
  return { system: machine.system !== null, user: machine.user.map(({ id }) => id) };
}

export function noMachine(
  id: string,
  state: MachineState | null,
  planned: ReadonlySet<string>,
): string | null {
  return state === null && !planned.has(id.toLowerCase())
    ? `The machine ${nameOf(id)} does not exist.`
    : null;
}
