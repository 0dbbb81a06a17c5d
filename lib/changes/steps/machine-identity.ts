import { nameOf, sameId } from '@/lib/arm/arm-id';
import { hostIdentityType } from '@/lib/changes/code/host-identity';
import type { Change, Declaration } from '@/lib/changes/code/step-code';
import type { IdentityPatch, MachineState } from '@/lib/model/writer-states';

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-configure-managed-identities */
export const identityRoles =
  'Enabling a system-assigned identity needs the Virtual Machine Contributor role; attaching a user-assigned one also needs Managed Identity Operator. No Microsoft Entra directory role is needed.';

interface IdentitiesWanted {
  readonly system?: boolean;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/**
 * The PATCH for a change of a machine's identities. It names only what changes: Azure merges, and what somebody else
 * attached meanwhile stays. References to identities that no longer exist block every later change of the block, so they
 * are removed along the way: only those Azure says are gone, for one that is just being attached looks the same.
 * https://learn.microsoft.com/rest/api/compute/virtual-machines/update
 */
export function identityPatch(machine: MachineState, change: IdentitiesWanted): IdentityPatch {
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
  const type = hostIdentityType({ system, userIds: [...kept.map(({ id }) => id), ...added] });
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

/**
 * A change of a machine's identities for declarative code: the whole identity block as it will be. A deployment of a
 * machine that states nothing but its identities leaves the rest as it is, as Microsoft's own policy relies on.
 * https://github.com/Azure/azure-policy/blob/master/built-in-policies/policyDefinitions/Managed%20Identity/ManagedIdentity_VM_UAI_DeployIfNotExists.json
 */
export function identityChange(
  id: string,
  machine: MachineState | null | undefined,
  { system, add = [], remove = [] }: IdentitiesWanted,
): Change {
  const before: Declaration | null = machine
    ? {
        id,
        apiVersion: '2024-07-01',
        symbol: nameOf(id),
        standing: true,
        location: machine.location,
        identity: {
          system: machine.system !== null,
          userIds: machine.user.filter(({ missing }) => !missing).map((one) => one.id),
        },
      }
    : null;
  return {
    of: id,
    before,
    removes: system === false || remove.length > 0,
    apply(resource) {
      const has = resource.identity ?? { system: false, userIds: [] };
      const kept = has.userIds.filter((user) => !remove.some((gone) => sameId(gone, user)));
      const added = add.filter((user) => !kept.some((one) => sameId(one, user)));
      return { ...resource, identity: { system: system ?? has.system, userIds: [...kept, ...added] } };
    },
  };
}
