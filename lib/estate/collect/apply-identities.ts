import 'server-only';
import { parseArmId } from '@/lib/arm/arm-id';
import type { EstateRecords, Reference } from '@/lib/estate/tables/records';
import type { FederatedCredentialModel, HostModel, UserAssignedIdentityModel } from '@/lib/model/arm-models';

function rowFor(records: EstateRecords, id: string): { row: number; isNew: boolean } {
  const { identities, version } = records;
  const key = id.toLowerCase();
  const known = records.identityRows.get(key);
  if (known !== undefined) {
    const wasMissing = identities.text('kind', known) === 'missing';
    const isNew = !identities.isLive(known) || wasMissing;
    if (isNew) identities.restore(known, version);
    records.identityIds[known] = id;
    return { row: known, isNew };
  }
  const row = identities.append(version);
  records.growIdentities();
  records.identityRows.set(key, row);
  records.identityIds[row] = id;
  const reference = records.references[records.referenceNumbers.get(key) ?? -1];
  if (reference) reference.row = row;
  return { row, isNew: true };
}

/** Puts a page of user-assigned identities into the estate; see applyHosts for `partition`. */
export function applyUserAssigned(
  records: EstateRecords,
  models: readonly UserAssignedIdentityModel[],
  partition: string,
): void {
  const { identities, version } = records;
  const isNews = records.readBefore.has(partition);
  for (const model of models) {
    const parsed = parseArmId(model.id);
    const { row, isNew } = rowFor(records, model.id);
    identities.seen[row] = records.refresh;
    setPrincipal(records, row, model);
    records.identityTags[row] = records.tagNumber(model.tags);
    identities.set(
      row,
      {
        name: model.name,
        kind: 'user',
        subscription: parsed?.subscriptionId ?? '',
        resourceGroup: parsed?.resourceGroup ?? '',
        location: model.location,
        hostType: '',
        isolationScope: model.isolationScope,
      },
      version,
    );
    const created = records.createdAhead.get(model.id.toLowerCase());
    if (created !== undefined) identities.set(row, { created }, version);
    if (isNew && isNews) records.events.push({ kind: 'user', verb: 'created', identityId: model.id });
  }
}

function setPrincipal(
  records: EstateRecords,
  row: number,
  ids: { principalId: string; clientId: string },
): void {
  if (records.principalIds[row] !== ids.principalId || records.clientIds[row] !== ids.clientId) {
    records.principalIds[row] = ids.principalId;
    records.clientIds[row] = ids.clientId;
    records.identities.touch(row, records.version);
  }
  if (ids.principalId !== '') records.rowOfPrincipal.set(ids.principalId, row);
}

/** Creation times of user-assigned identities, which only the generic resource list tells. */
export function applyCreated(records: EstateRecords, models: readonly HostModel[]): void {
  for (const { id, created } of models) {
    const key = id.toLowerCase();
    const row = records.identityRows.get(key);
    if (row === undefined) records.createdAhead.set(key, created);
    else records.identities.set(row, { created }, records.version);
  }
}

/** An identity that hosts refer to, and that Azure says is not there. */
export function applyMissing(records: EstateRecords, reference: Reference): void {
  const { identities, version } = records;
  const parsed = parseArmId(reference.id);
  if (!parsed) return;
  const { row } = rowFor(records, reference.id);
  reference.row = row;
  setPrincipal(records, row, reference);
  identities.set(
    row,
    {
      name: parsed.name,
      kind: 'missing',
      subscription: parsed.subscriptionId,
      resourceGroup: parsed.resourceGroup,
      location: '',
      hostType: '',
      isolationScope: '',
    },
    version,
  );
}

export function applyFederated(
  records: EstateRecords,
  row: number,
  models: readonly FederatedCredentialModel[],
): void {
  const before = records.federated.get(row);
  records.federated.set(row, models);
  if (!before) {
    records.facts += 1;
    return;
  }
  const identityId = records.identityId(row);
  const differs = (one: FederatedCredentialModel, others: readonly FederatedCredentialModel[]) =>
    !others.some((other) => other.name === one.name && JSON.stringify(other) === JSON.stringify(one));
  for (const one of before) {
    if (differs(one, models)) {
      records.events.push({ kind: 'federated', verb: 'removed from', name: one.name, identityId });
      records.identities.touch(row, records.version);
    }
  }
  for (const one of models) {
    if (differs(one, before)) {
      records.events.push({ kind: 'federated', verb: 'added to', name: one.name, identityId });
      records.identities.touch(row, records.version);
    }
  }
}

export function removeIdentity(records: EstateRecords, row: number, isNews: boolean): void {
  records.identities.tombstone(row, records.version);
  records.federated.delete(row);
  records.federatedRefresh.delete(row);
  if (isNews) {
    records.events.push({ kind: 'user', verb: 'deleted', identityId: records.identityId(row) });
  }
}
