import { isVirtualMachine } from '@/lib/arm/resource-types';
import type { MachineThing, UserAssignedThing } from '@/lib/model/actions';
import type { EstateReader } from '@/lib/model/estate-reader';

/** The virtual machine of a row; null for another resource. */
export function machineOf(estate: EstateReader, row: number): MachineThing | null {
  if (!isVirtualMachine(estate.hosts.text('type', row))) return null;
  const all = estate.identitiesOf(row);
  const kindOf = (identity: number) => estate.identities.text('kind', identity);
  return {
    armId: estate.hostId(row),
    name: estate.hosts.text('name', row),
    power: estate.hosts.text('power', row),
    hasSystem: all.some((one) => kindOf(one) === 'system'),
    identityIds: all.filter((one) => kindOf(one) !== 'system').map((one) => estate.identityId(one)),
  };
}

/** The user-assigned identity of a row; null for one of another kind. */
export function userAssignedOf(estate: EstateReader, row: number): UserAssignedThing | null {
  if (estate.identities.text('kind', row) !== 'user') return null;
  return {
    armId: estate.identityId(row),
    name: estate.identities.text('name', row),
    machineIds: estate
      .hostsOf(row)
      .filter((host) => isVirtualMachine(estate.hosts.text('type', host)))
      .map((host) => estate.hostId(host)),
    roleAssignmentIds: estate
      .roleAssignmentsOf(estate.principalId(row))
      .map((one) => estate.roleAssignment(one).armId),
  };
}
