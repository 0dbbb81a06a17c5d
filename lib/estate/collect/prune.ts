import 'server-only';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import type { EstateRecords } from '@/lib/estate/tables/records';
import { removeHost } from './apply-hosts';
import { removeIdentity } from './apply-identities';
import { partitionOf } from './collection';

/**
 * Takes away what is gone: rows a list that was read to its end no longer showed, and rows of subscriptions that are
 * no longer listed. What a list failed to show stays: not read is not gone.
 * `complete`: partitions read to their end in this refresh. `listed`: subscriptions of the caller.
 */
export function prune(
  records: EstateRecords,
  complete: ReadonlySet<string>,
  listed: ReadonlySet<string>,
): void {
  const { hosts, identities, roleAssignments, refresh } = records;
  // A subscription that vanished is a change of what may be seen, not news of 500 deletions.
  const isGone = (partition: string, subscriptionId: string) =>
    complete.has(partition) || !listed.has(subscriptionId);
  for (let row = 0; row < hosts.rows; row++) {
    if (hosts.dead[row] === 1 || hosts.seen[row] === refresh) continue;
    const subscriptionId = hosts.text('subscription', row);
    const isVm = isVirtualMachine(hosts.text('type', row));
    const partition = partitionOf(isVm ? 'virtualMachines' : 'resources', subscriptionId);
    if (isGone(partition, subscriptionId)) removeHost(records, row, listed.has(subscriptionId) && isVm);
  }
  for (let row = 0; row < identities.rows; row++) {
    if (identities.dead[row] === 1 || identities.seen[row] === refresh) continue;
    // System-assigned ones go with their host, missing identities with the last reference to them.
    if (identities.text('kind', row) !== 'user') continue;
    const subscriptionId = identities.text('subscription', row);
    if (isGone(partitionOf('userAssignedIdentities', subscriptionId), subscriptionId)) {
      removeIdentity(records, row, listed.has(subscriptionId));
    }
  }
  const everywhere = [...listed].every((subscriptionId) =>
    complete.has(partitionOf('roleAssignments', subscriptionId)),
  );
  for (let row = 0; row < roleAssignments.rows; row++) {
    if (roleAssignments.dead[row] === 1 || roleAssignments.seen[row] === refresh) continue;
    const subscriptionId = roleAssignments.text('subscription', row);
    // One made above subscriptions is listed with each of them that lies below.
    const gone =
      subscriptionId === ''
        ? everywhere
        : isGone(partitionOf('roleAssignments', subscriptionId), subscriptionId);
    if (!gone) continue;
    roleAssignments.tombstone(row, records.version);
    if (subscriptionId === '' || listed.has(subscriptionId))
      records.events.push({ kind: 'roleAssignment', verb: 'lost', row });
  }
}
