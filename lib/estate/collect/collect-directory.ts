import 'server-only';
import { maxIdsPerCall } from '@/lib/azure/read/graph';
import { toFault } from '@/lib/azure/to-fault';
import type { EstateRecords } from '@/lib/estate/tables/records';
import { type Collection, partitionOf, readList } from './collection';

/** Object ids with role assignments that are no identity of this estate. */
function foreignPrincipals(records: EstateRecords): string[] {
  const { roleAssignments, identities, strings } = records;
  const codes = new Set<number>();
  for (let row = 0; row < roleAssignments.rows; row++) {
    if (roleAssignments.dead[row] === 0) codes.add(records.roleAssignmentPrincipal[row] ?? 0);
  }
  const ids: string[] = [];
  for (const code of codes) {
    const id = strings.value(code);
    const row = records.rowOfPrincipal.get(id) ?? -1;
    const isOurs =
      identities.isLive(row) &&
      records.principalIds[row] === id &&
      identities.text('kind', row) !== 'missing';
    if (!isOurs) ids.push(id);
  }
  return ids;
}

/**
 * Asks Microsoft Graph who the other principals are, and who is in the groups among them. Absent ones are asked for
 * again on each refresh: a new principal takes a while to be seen.
 */
export async function readDirectory(collection: Collection, isSlow: boolean): Promise<void> {
  const { records, readings, reader, progress } = collection;
  const foreign = foreignPrincipals(records);
  const unknown = foreign.filter((id) => !records.principals.get(id));
  const partition = partitionOf('principals');
  const batches: string[][] = [];
  for (let start = 0; start < unknown.length; start += maxIdsPerCall) {
    batches.push(unknown.slice(start, start + maxIdsPerCall));
  }
  progress.callsKnown += batches.length;
  try {
    await Promise.all(
      batches.map(async (batch) => {
        const found = new Map((await reader.principals(batch)).map((model) => [model.principalId, model]));
        for (const id of batch) {
          const principal = found.get(id) ?? null;
          if (principal !== null || records.principals.get(id) !== null) records.facts += 1;
          records.principals.set(id, principal);
        }
        progress.callsDone += 1;
      }),
    );
    if (batches.length > 0 || !readings.has(partition)) readings.set(partition, null);
  } catch (error) {
    readings.set(partition, toFault(error, 'Look up principals in Microsoft Graph'));
    if (records.groupsKnown) records.facts += 1;
    records.groupsKnown = false;
    return;
  }
  const groups = foreign.filter((id) => records.principals.get(id)?.kind === 'group');
  await readGroups(collection, groups, isSlow);
}

async function readGroups(collection: Collection, groups: readonly string[], isSlow: boolean): Promise<void> {
  const { records, reader, progress, readings } = collection;
  const known = new Set([...records.groupsOfMember.values()].flat());
  const isCurrent = records.groupsKnown && !isSlow && groups.every((id) => known.has(id));
  if (isCurrent) return;
  if (groups.length > 0) progress.callsKnown += groups.length;
  const membership = new Map<string, string[]>();
  const partition = partitionOf('groupMembers');
  const read = await Promise.all(
    groups.map((group) =>
      readList(collection, `${partition}${group}`, '', reader.groupMembers(group), (members) => {
        for (const member of members) {
          const list = membership.get(member);
          if (list) list.push(group);
          else membership.set(member, [group]);
        }
      }),
    ),
  );
  const failed = groups.find((_, index) => !read[index]);
  readings.set(partition, failed === undefined ? null : (readings.get(`${partition}${failed}`) ?? null));
  for (const group of groups) readings.delete(`${partition}${group}`);
  const wasKnown = records.groupsKnown;
  records.groupsKnown = failed === undefined;
  if (failed !== undefined) {
    if (wasKnown) records.facts += 1;
    return;
  }
  if (wasKnown && JSON.stringify([...membership]) === JSON.stringify([...records.groupsOfMember])) return;
  records.facts += 1;
  records.groupsOfMember.clear();
  for (const [member, list] of membership) records.groupsOfMember.set(member, list);
}
