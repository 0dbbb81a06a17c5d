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
  type SubscriptionSource,
  subscriptionSources,
} from './collection';
import { prune } from './prune';

/** These change seldom and cost much: read on every fifth look. */
const slowSources: ReadonlySet<SubscriptionSource> = new Set([
  'roleDefinitions',
  'denyAssignments',
  'vaults',
]);
const slowEvery = 5;

function readSubscriptionSource(
  session: Collection,
  source: SubscriptionSource,
  { subscriptionId, name }: SubscriptionModel,
  isFirst: boolean,
): Promise<boolean> {
  const { records } = session;
  const partition = partitionOf(source, subscriptionId);
  const read = <Item>(pages: Pages<Item>, apply: (items: Item[]) => void) =>
    readList(session, partition, name, pages, apply);
  switch (source) {
    case 'virtualMachines':
      return read(session.source.virtualMachines(subscriptionId), (items) =>
        applyHosts(records, items, partition),
      );
    case 'powerStates':
      return read(session.source.powerStates(subscriptionId), (items) => applyPower(records, items));
    case 'userAssignedIdentities':
      return read(session.source.userAssignedIdentities(subscriptionId), (items) =>
        applyUserAssigned(records, items, partition),
      );
    case 'resources':
      return read(session.source.resources(subscriptionId), (items) => {
        applyCreated(
          records,
          items.filter(({ type }) => isType(type, userAssignedIdentityType)),
        );
        // Virtual machines come from their own list, which knows more and is more current.
        const carriers = items.filter(
          ({ type, identity }) => identity.type !== 'None' && !isVirtualMachine(type),
        );
        applyHosts(records, carriers, partition);
      });
    case 'roleAssignments':
      return read(session.source.roleAssignments(subscriptionId), (items) =>
        applyAssignments(records, items, partition),
      );
    case 'roleDefinitions':
      return read(session.source.roleDefinitions(subscriptionId, isFirst), (items) => {
        for (const role of items) keepRole(records, role);
      });
    case 'denyAssignments': {
      const denied: DenyAssignmentModel[] = [];
      return read(session.source.denyAssignments(subscriptionId), (items) => denied.push(...items)).then(
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
      return read(session.source.vaults(subscriptionId), (items) => {
        for (const { id, usesRbac } of items) {
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
export async function collectEstate(session: Collection): Promise<void> {
  const { records, source, view, progress, readings } = session;
  records.refresh += 1;
  progress.callsKnown = 2;
  progress.callsDone = 0;
  const listed: SubscriptionModel[] = [];
  try {
    for await (const page of source.subscriptions()) listed.push(...page);
  } catch (error) {
    throw new AzureError(toFault(error, 'List subscriptions'));
  }
  progress.callsDone += 1;
  view.hierarchy = new Hierarchy(listed, session.tree);
  const isSlow = records.refresh % slowEvery === 1;
  const due = subscriptionSources.flatMap((name) =>
    listed
      .filter(
        ({ subscriptionId }) =>
          isSlow || !slowSources.has(name) || readings.get(partitionOf(name, subscriptionId)) !== null,
      )
      .map((subscription) => ({ name, subscription })),
  );
  progress.callsKnown += due.length;
  session.applied();
  // Begun in order, what shows most first; a list that was begun is read to its end before others take its place.
  const lists = new Limiter(source.concurrency);
  const federated = new FederatedReading(session, lists);
  const complete = new Set<string>();
  const tree: HierarchyModel[] = [];
  await Promise.all([
    readList(session, partitionOf('hierarchy'), '', source.hierarchy(), (items) => tree.push(...items)).then(
      (ok) => {
        if (ok) session.tree = tree;
        view.hierarchy = new Hierarchy(listed, session.tree);
      },
    ),
    ...due.map(async ({ name, subscription }) => {
      const { subscriptionId } = subscription;
      const isFirst = subscription === listed[0];
      const ok = await lists.run(() => readSubscriptionSource(session, name, subscription, isFirst));
      if (ok) complete.add(partitionOf(name, subscriptionId));
      if (name === 'userAssignedIdentities') await federated.readNew(subscriptionId);
    }),
    federated.readAgain(),
  ]);
  records.version += 1;
  prune(records, complete, new Set(listed.map(({ subscriptionId }) => subscriptionId)));
  records.createdAhead.clear();
  await Promise.all([
    readDirectory(session, isSlow),
    collectMissingIdentities(session, new Set(listed.map(({ subscriptionId }) => subscriptionId)), isSlow),
  ]);
  federated.finish();
  for (const partition of complete) records.readBefore.add(partition);
  records.version += 1;
}
