import 'server-only';
import type { AzureFault } from '@/lib/arm/fault';
import { toFault } from '@/lib/azure/to-fault';
import { EstateView } from '@/lib/estate/tables/estate-view';
import { Hierarchy } from '@/lib/estate/tables/hierarchy';
import { EstateRecords } from '@/lib/estate/tables/records';
import type { HierarchyModel } from '@/lib/model/arm-models';
import type { AzureReader, Pages } from '@/lib/model/azure-reader';
import type { LoadProgress } from '@/lib/model/schema';

/** Lists that are read once a subscription, in the order they are begun: the longest first. */
export const subscriptionSources = [
  'virtualMachines',
  'roleAssignments',
  'resources',
  'powerStates',
  'userAssignedIdentities',
  'roleDefinitions',
  'denyAssignments',
  'vaults',
] as const;
export type SubscriptionSource = (typeof subscriptionSources)[number];

export type SourceName =
  | SubscriptionSource
  | 'hierarchy'
  | 'principals'
  | 'groupMembers'
  | 'federatedCredentials'
  | 'references';

/** What a refresh works on. */
export interface Collection {
  readonly source: AzureReader;
  readonly records: EstateRecords;
  readonly view: EstateView;
  /** Last reading of each list, by partition: null when it went well. A list not in here was never tried. */
  readonly readings: Map<string, AzureFault | null>;
  readonly progress: LoadProgress;
  /** The management group tree as last read. */
  tree: readonly HierarchyModel[];
  /** Called after something was applied. */
  applied(): void;
}

/** An empty one. `applied` is called with it after something was applied. */
export function newCollection(
  source: AzureReader,
  tenantId: string,
  applied: (collection: Collection) => void = () => {},
): Collection {
  const records = new EstateRecords();
  const collection: Collection = {
    source,
    records,
    view: new EstateView(records, tenantId, new Hierarchy([], [])),
    readings: new Map(),
    progress: { callsDone: 0, callsKnown: 1, hosts: 0, identities: 0, roleAssignments: 0 },
    tree: [],
    applied: () => applied(collection),
  };
  return collection;
}

export function partitionOf(source: SourceName, subscriptionId = ''): string {
  return `${source}:${subscriptionId}`;
}

/** Reads one list to its end, page by page, and remembers how it went. Never rejects. */
export async function readList<Item>(
  session: Collection,
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
    session.readings.set(
      partition,
      where === '' ? fault : { ...fault, during: `${fault.during} in ${where}` },
    );
    return false;
  }
}
