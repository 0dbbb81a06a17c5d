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
export const subscriptionLists = [
  'virtualMachines',
  'roleAssignments',
  'resources',
  'powerStates',
  'userAssignedIdentities',
  'roleDefinitions',
  'denyAssignments',
  'vaults',
] as const;
export type SubscriptionList = (typeof subscriptionLists)[number];

export type ListName =
  | SubscriptionList
  | 'hierarchy'
  | 'principals'
  | 'groupMembers'
  | 'federatedCredentials'
  | 'references';

/** What a refresh works on. */
export interface Collection {
  readonly reader: AzureReader;
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
  reader: AzureReader,
  tenantId: string,
  applied: (collection: Collection) => void = () => {},
): Collection {
  const records = new EstateRecords();
  const collection: Collection = {
    reader,
    records,
    view: new EstateView(records, tenantId, new Hierarchy([], [])),
    readings: new Map(),
    progress: { callsDone: 0, callsKnown: 1, hosts: 0, identities: 0, roleAssignments: 0 },
    tree: [],
    applied: () => applied(collection),
  };
  return collection;
}

export function partitionOf(list: ListName, subscriptionId = ''): string {
  return `${list}:${subscriptionId}`;
}

/** Reads one list to its end, page by page, and remembers how it went. Never rejects. */
export async function readList<Model>(
  collection: Collection,
  partition: string,
  where: string,
  pages: Pages<Model>,
  apply: (models: Model[]) => void,
): Promise<boolean> {
  const { progress, records } = collection;
  let pageCount = 0;
  try {
    for await (const models of pages) {
      pageCount += 1;
      if (pageCount > 1) progress.callsKnown += 1;
      progress.callsDone += 1;
      records.version += 1;
      apply(models);
      collection.applied();
    }
    collection.readings.set(partition, null);
    return true;
  } catch (error) {
    if (pageCount === 0) progress.callsDone += 1;
    const fault = toFault(error, 'Read a list');
    collection.readings.set(
      partition,
      where === '' ? fault : { ...fault, during: `${fault.during} in ${where}` },
    );
    return false;
  }
}
