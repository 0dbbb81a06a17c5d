import 'server-only';
import { AzureError } from '@/lib/arm/azure-error';
import { isType, isVirtualMachine, userAssignedIdentityType } from '@/lib/arm/resource-types';
import { Limiter } from '@/lib/azure/limiter';
import { toFault } from '@/lib/azure/to-fault';
import { Hierarchy } from '@/lib/estate/tables/hierarchy';
import type { EstateRecords } from '@/lib/estate/tables/records';
import type {
  DenyAssignmentModel,
  HierarchyModel,
  RoleDefinitionModel,
  SubscriptionModel,
} from '@/lib/model/arm-models';
import type { Pages } from '@/lib/model/azure-reader';
import { applyHosts, applyPower } from './apply-hosts';
import { applyCreated, applyUserAssigned } from './apply-identities';
import { applyAssignments } from './apply-role-assignments';
import { readDirectory } from './collect-directory';
import { FederatedReading } from './collect-federated';
import { collectMissingIdentities } from './collect-missing';
import {
  type Collection,
  partitionOf,
  readList,
  type SubscriptionList,
  subscriptionLists,
} from './collection';
import { prune } from './prune';

/** These change seldom and cost much: read on every fifth refresh. */
const slowLists: ReadonlySet<SubscriptionList> = new Set(['roleDefinitions', 'denyAssignments', 'vaults']);
const slowEvery = 5;

function readSubscriptionList(
  collection: Collection,
  list: SubscriptionList,
  { subscriptionId, name }: SubscriptionModel,
  isFirst: boolean,
): Promise<boolean> {
  const { records } = collection;
  const partition = partitionOf(list, subscriptionId);
  const read = <Model>(pages: Pages<Model>, apply: (models: Model[]) => void) =>
    readList(collection, partition, name, pages, apply);
  switch (list) {
    case 'virtualMachines':
      return read(collection.reader.virtualMachines(subscriptionId), (models) =>
        applyHosts(records, models, partition),
      );
    case 'powerStates':
      return read(collection.reader.powerStates(subscriptionId), (models) => applyPower(records, models));
    case 'userAssignedIdentities':
      return read(collection.reader.userAssignedIdentities(subscriptionId), (models) =>
        applyUserAssigned(records, models, partition),
      );
    case 'resources':
      return read(collection.reader.resources(subscriptionId), (models) => {
        applyCreated(
          records,
          models.filter(({ type }) => isType(type, userAssignedIdentityType)),
        );
        // Virtual machines come from their own list, which knows more and is more current.
        const carriers = models.filter(
          ({ type, identity }) => identity.type !== 'None' && !isVirtualMachine(type),
        );
        applyHosts(records, carriers, partition);
      });
    case 'roleAssignments':
      return read(collection.reader.roleAssignments(subscriptionId), (models) =>
        applyAssignments(records, models, partition),
      );
    case 'roleDefinitions':
      return read(collection.reader.roleDefinitions(subscriptionId, isFirst), (models) => {
        for (const role of models) keepRole(records, role);
      });
    case 'denyAssignments': {
      const denied: DenyAssignmentModel[] = [];
      return read(collection.reader.denyAssignments(subscriptionId), (models) => denied.push(...models)).then(
        (complete) => {
          if (!complete || JSON.stringify(records.denied.get(subscriptionId)) === JSON.stringify(denied))
            return complete;
          records.denied.set(subscriptionId, denied);
          records.facts += 1;
          return complete;
        },
      );
    }
    case 'vaults':
      return read(collection.reader.vaults(subscriptionId), (models) => {
        for (const { id, usesRbac } of models) {
          if (records.vaults.get(id.toLowerCase()) === usesRbac) continue;
          records.vaults.set(id.toLowerCase(), usesRbac);
          records.facts += 1;
        }
      });
  }
}

/** The same object as long as nothing changed: ranks are remembered by it. */
function keepRole(records: EstateRecords, role: RoleDefinitionModel): void {
  const known = records.roles.get(role.guid);
  if (known && JSON.stringify(known) === JSON.stringify(role)) return;
  records.roles.set(role.guid, role);
  records.facts += 1;
}

/** Reads everything once, side by side. Rejects with AzureError only when not even the subscriptions can be listed. */
export async function collectEstate(collection: Collection): Promise<void> {
  const { records, reader, view, progress, readings } = collection;
  records.refresh += 1;
  progress.callsKnown = 2;
  progress.callsDone = 0;
  const listed: SubscriptionModel[] = [];
  try {
    for await (const page of reader.subscriptions()) listed.push(...page);
  } catch (error) {
    throw new AzureError(toFault(error, 'List subscriptions'));
  }
  progress.callsDone += 1;
  view.hierarchy = new Hierarchy(listed, collection.tree);
  const isSlow = records.refresh % slowEvery === 1;
  const due = subscriptionLists.flatMap((name) =>
    listed
      .filter(
        ({ subscriptionId }) =>
          isSlow || !slowLists.has(name) || readings.get(partitionOf(name, subscriptionId)) !== null,
      )
      .map((subscription) => ({ name, subscription })),
  );
  progress.callsKnown += due.length;
  collection.applied();
  // Begun in order, what shows most first; a list that was begun is read to its end before others take its place.
  const lists = new Limiter(reader.concurrency);
  const federated = new FederatedReading(collection, lists);
  const complete = new Set<string>();
  const tree: HierarchyModel[] = [];
  await Promise.all([
    readList(collection, partitionOf('hierarchy'), '', reader.hierarchy(), (models) =>
      tree.push(...models),
    ).then((ok) => {
      if (ok) collection.tree = tree;
      view.hierarchy = new Hierarchy(listed, collection.tree);
    }),
    ...due.map(async ({ name, subscription }) => {
      const { subscriptionId } = subscription;
      const isFirst = subscription === listed[0];
      const ok = await lists.run(() => readSubscriptionList(collection, name, subscription, isFirst));
      if (ok) complete.add(partitionOf(name, subscriptionId));
      if (name === 'userAssignedIdentities') await federated.readNew(subscriptionId);
    }),
    federated.readAgain(),
  ]);
  records.version += 1;
  prune(records, complete, new Set(listed.map(({ subscriptionId }) => subscriptionId)));
  records.createdAhead.clear();
  await Promise.all([
    readDirectory(collection, isSlow),
    collectMissingIdentities(collection, new Set(listed.map(({ subscriptionId }) => subscriptionId)), isSlow),
  ]);
  federated.finish();
  for (const partition of complete) records.readBefore.add(partition);
  records.version += 1;
}
