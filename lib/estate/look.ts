import 'server-only';
import { AzureError, toFault } from '@/lib/azure/fault';
import type { SubscriptionItem } from '@/lib/azure/items';
import type { EstateSource, Pages } from '@/lib/azure/source';
import type { AzureFault } from '@/lib/errors';
import { applyAssignments } from './apply-grants';
import { applyHosts, applyPower } from './apply-hosts';
import { applyCreated, applyUserAssigned } from './apply-identities';
import type { EstateView } from './estate-view';
import { Hierarchy } from './hierarchy';
import { readDirectory } from './look-directory';
import { readFederated } from './look-federated';
import { findGhosts } from './look-ghosts';
import type { EstateRecords } from './records';
import type { LoadProgress } from './schema';
import { sweep } from './sweep';

/** Lists that are read once a subscription. */
export const subscriptionSources = [
  'virtualMachines',
  'userAssignedIdentities',
  'roleAssignments',
  'resources',
  'roleDefinitions',
  'denyAssignments',
  'vaults',
  'powerStates',
] as const;
export type SubscriptionSource = (typeof subscriptionSources)[number];

/** These change seldom and cost much: read on every fifth look. */
const slowSources: ReadonlySet<SubscriptionSource> = new Set(['roleDefinitions', 'denyAssignments', 'vaults']);
const slowEvery = 5;

export type SourceName = SubscriptionSource | 'hierarchy' | 'principals' | 'groupMembers' | 'federatedCredentials' | 'references';

/** What a look works on. */
export interface LookSession {
  readonly source: EstateSource;
  readonly records: EstateRecords;
  readonly view: EstateView;
  /** Last reading of each list, by partition: null when it went well. A list not in here was never tried. */
  readonly readings: Map<string, AzureFault | null>;
  readonly progress: LoadProgress;
  /** Called after something was applied. */
  applied(): void;
}

export function partitionOf(source: SourceName, subscriptionId = ''): string {
  return `${source}:${subscriptionId}`;
}

/** Reads one list to its end, page by page, and remembers how it went. Never rejects. */
export async function readList<Item>(
  session: LookSession,
  partition: string,
  where: string,
  pages: Pages<Item>,
  apply: (items: Item[]) => void,
): Promise<boolean> {
  const { progress, records } = session;
  let pageCount = 0;
  try {
    for await (const items of pages) {
      pageCount += 1;
      if (pageCount > 1) progress.callsKnown += 1;
      progress.callsDone += 1;
      records.version += 1;
      apply(items);
      session.applied();
    }
    session.readings.set(partition, null);
    return true;
  } catch (error) {
    if (pageCount === 0) progress.callsDone += 1;
    const fault = toFault(error, 'Read a list');
    session.readings.set(partition, where === '' ? fault : { ...fault, during: `${fault.during} in ${where}` });
    return false;
  }
}

function readSubscriptionSource(
  session: LookSession,
  source: SubscriptionSource,
  { subscriptionId, name }: SubscriptionItem,
  isFirst: boolean,
): Promise<boolean> {
  const { records } = session;
  const partition = partitionOf(source, subscriptionId);
  const read = <Item>(pages: Pages<Item>, apply: (items: Item[]) => void) =>
    readList(session, partition, name, pages, apply);
  switch (source) {
    case 'virtualMachines':
      return read(session.source.virtualMachines(subscriptionId), (items) => applyHosts(records, items, partition));
    case 'powerStates':
      return read(session.source.powerStates(subscriptionId), (items) => applyPower(records, items));
    case 'userAssignedIdentities':
      return read(session.source.userAssignedIdentities(subscriptionId), (items) =>
        applyUserAssigned(records, items, partition),
      );
    case 'resources':
      return read(session.source.resources(subscriptionId), (items) => {
        applyCreated(records, items.filter(({ type }) => isType(type, 'microsoft.managedidentity/userassignedidentities')));
        // Virtual machines come from their own list, which knows more and is more current.
        const carriers = items.filter(
          ({ type, identity }) => identity.type !== 'None' && !isType(type, 'microsoft.compute/virtualmachines'),
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
      const denied: Parameters<typeof records.denied.set>[1][number][] = [];
      return read(session.source.denyAssignments(subscriptionId), (items) => denied.push(...items)).then((complete) => {
        if (complete) records.denied.set(subscriptionId, denied);
        return complete;
      });
    }
    case 'vaults':
      return read(session.source.vaults(subscriptionId), (items) => {
        for (const { id, usesRbac } of items) records.vaults.set(id.toLowerCase(), usesRbac);
      });
  }
}

function isType(type: string, lowerCase: string): boolean {
  return type.length === lowerCase.length && type.toLowerCase() === lowerCase;
}

/** The same object as long as nothing changed: ranks are remembered by it. */
function keepRole(records: EstateRecords, role: Parameters<typeof records.roles.set>[1]): void {
  const known = records.roles.get(role.guid);
  if (!known || JSON.stringify(known) !== JSON.stringify(role)) records.roles.set(role.guid, role);
}

/** Reads everything once, side by side. Rejects with AzureError only when not even the subscriptions can be listed. */
export async function lookAround(session: LookSession): Promise<void> {
  const { records, source, view, progress, readings } = session;
  records.look += 1;
  progress.callsKnown = 2;
  progress.callsDone = 0;
  const listed: SubscriptionItem[] = [];
  try {
    for await (const page of source.subscriptions()) listed.push(...page);
  } catch (error) {
    throw new AzureError(toFault(error, 'List subscriptions'));
  }
  progress.callsDone += 1;
  view.hierarchy = new Hierarchy(listed, []);
  const isSlow = records.look % slowEvery === 1;
  const due = subscriptionSources.flatMap((name) =>
    listed
      .filter(({ subscriptionId }) => isSlow || !slowSources.has(name) || readings.get(partitionOf(name, subscriptionId)) !== null)
      .map((subscription) => ({ name, subscription })),
  );
  progress.callsKnown += due.length;
  session.applied();
  const complete = new Set<string>();
  const hierarchy: Parameters<typeof Hierarchy.prototype.constructor>[1] = [];
  await Promise.all([
    readList(session, partitionOf('hierarchy'), '', source.hierarchy(), (items) => {
      hierarchy.push(...items);
      view.hierarchy = new Hierarchy(listed, hierarchy);
    }),
    ...due.map(async ({ name, subscription }) => {
      const ok = await readSubscriptionSource(session, name, subscription, subscription === listed[0]);
      if (ok) complete.add(partitionOf(name, subscription.subscriptionId));
    }),
  ]);
  records.version += 1;
  sweep(records, complete, new Set(listed.map(({ subscriptionId }) => subscriptionId)));
  records.createdAhead.clear();
  await Promise.all([
    readDirectory(session, isSlow),
    findGhosts(session, new Set(listed.map(({ subscriptionId }) => subscriptionId)), isSlow),
    readFederated(session),
  ]);
  for (const partition of complete) records.readBefore.add(partition);
  records.version += 1;
}
