import 'server-only';
import { parseArmId } from '@/lib/arm/arm-id';
import type { EstateRecords } from '@/lib/estate/tables/records';
import { systemIdSuffix } from '@/lib/estate/tables/records';
import type { HostModel, PowerStateModel } from '@/lib/model/arm-models';

function sameNumbers(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((number, index) => number === right[index]);
}

/**
 * Puts a page of hosts into the estate. `partition` is the list they come from; once it has been read before, what is
 * new on it is news.
 */
export function applyHosts(records: EstateRecords, models: readonly HostModel[], partition: string): void {
  const isNews = records.readBefore.has(partition);
  for (const model of models) applyHost(records, model, isNews);
}

function applyHost(records: EstateRecords, model: HostModel, isNews: boolean): void {
  const { hosts, version } = records;
  const key = model.id.toLowerCase();
  const parsed = parseArmId(model.id);
  let row = records.hostRows.get(key);
  const isNew = row === undefined || !hosts.isLive(row);
  if (row === undefined) {
    row = hosts.append(version);
    records.hostRows.set(key, row);
    records.growHosts();
    hosts.set(row, { power: 'unknown' }, version);
  } else if (isNew) hosts.restore(row, version);
  records.hostIds[row] = model.id;
  hosts.seen[row] = records.refresh;
  const { identity } = model;
  hosts.set(
    row,
    {
      name: model.name,
      type: model.type,
      subscription: parsed?.subscriptionId ?? '',
      resourceGroup: parsed?.resourceGroup ?? '',
      location: model.location,
      size: model.size,
      os: model.os,
      identityType: identity.type,
      created: model.created,
    },
    version,
  );
  records.hostTags[row] = records.tagNumber(model.tags);
  records.hostTenants[row] = records.string(identity.tenantId);
  if (isNew && isNews) records.events.push({ kind: 'host', verb: 'created', hostId: model.id });
  applyReferences(records, row, model, isNews && !isNew);
  applySystem(records, row, model, isNews && !isNew);
}

function applyReferences(records: EstateRecords, row: number, model: HostModel, isNews: boolean): void {
  const before = records.referencesOfHost(row);
  const after = model.identity.user.map((reference) => records.reference(reference));
  if (sameNumbers(before, after)) return;
  records.hostReferences[row] = after;
  // What hangs on it, such as the hosts of an identity, is made again only where a row changed.
  records.hosts.touch(row, records.version);
  if (!isNews) return;
  const report = (
    numbers: readonly number[],
    other: readonly number[],
    verb: 'attached to' | 'detached from',
  ) => {
    for (const number of numbers) {
      const identityId = records.references[number]?.id;
      if (identityId && !other.includes(number)) {
        records.events.push({ kind: 'user', verb, identityId, hostId: model.id });
      }
    }
  };
  report(after, before, 'attached to');
  report(before, after, 'detached from');
}

/** The system-assigned identity exists as long as its host says so. */
function applySystem(records: EstateRecords, hostRow: number, model: HostModel, isNews: boolean): void {
  const { identities, version } = records;
  const { principalId } = model.identity;
  const identityId = `${model.id}${systemIdSuffix}`;
  let row = records.hostSystem[hostRow] ?? -1;
  const wasOn = identities.isLive(row);
  const before = wasOn ? (records.principalIds[row] ?? '') : '';
  if (principalId === '') {
    if (!wasOn) return;
    identities.tombstone(row, version);
    if (isNews) records.events.push({ kind: 'system', verb: 'disabled on', identityId, hostId: model.id });
    return;
  }
  if (row < 0) {
    row = identities.append(version);
    records.growIdentities();
    records.hostSystem[hostRow] = row;
    records.identityHost[row] = hostRow;
    records.identityIds[row] = '';
    records.clientIds[row] = '';
  } else if (!wasOn) identities.restore(row, version);
  identities.seen[row] = records.refresh;
  // Enabling again makes another principal: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-faq
  if (before !== principalId) {
    records.principalIds[row] = principalId;
    records.clientIds[row] = '';
    records.rowOfPrincipal.set(principalId, row);
    identities.touch(row, version);
    if (isNews) records.events.push({ kind: 'system', verb: 'enabled on', identityId, hostId: model.id });
  }
  const { hosts } = records;
  identities.set(
    row,
    {
      name: model.name,
      kind: 'system',
      subscription: hosts.text('subscription', hostRow),
      resourceGroup: hosts.text('resourceGroup', hostRow),
      location: model.location,
      hostType: model.type,
      // Azure tells no other time; an identity switched on later is younger than its host.
      created: model.created,
      isolationScope: '',
    },
    version,
  );
}

export function applyPower(records: EstateRecords, models: readonly PowerStateModel[]): void {
  for (const { id, power } of models) {
    const row = records.hostRows.get(id.toLowerCase());
    if (row !== undefined) records.hosts.set(row, { power }, records.version);
  }
}

/** A host that is gone takes its system-assigned identity with it. */
export function removeHost(records: EstateRecords, row: number, isNews: boolean): void {
  const { hosts, identities, version } = records;
  hosts.tombstone(row, version);
  const system = records.hostSystem[row] ?? -1;
  if (identities.isLive(system)) identities.tombstone(system, version);
  records.hostReferences[row] = [];
  if (isNews) records.events.push({ kind: 'host', verb: 'deleted', hostId: records.hostIds[row] ?? '' });
}
