import 'server-only';
import type { FederatedItem } from '@/lib/azure/items';
import { applyFederated } from './apply-identities';
import { type LookSession, partitionOf, readList } from './look-session';

/**
 * Azure lists federated credentials one identity at a time, so a large estate cannot read them all on each look.
 * A look reads the ones not read yet, at most `firstReads`, then goes round all of them, `laterReads` a look, those
 * read longest ago first. Until its turn comes an identity's credentials are unknown, not none.
 */
const firstReads = 400;
const laterReads = 40;

const readAtLook = new WeakMap<object, Map<number, number>>();

export async function readFederated(session: LookSession): Promise<void> {
  const { records, source, progress, readings } = session;
  const { identities } = records;
  const readAt = readAtLook.get(records) ?? new Map<number, number>();
  readAtLook.set(records, readAt);
  const unread: number[] = [];
  const read: number[] = [];
  for (const row of identities.live()) {
    if (identities.text('kind', row) !== 'user') continue;
    (records.federated.has(row) ? read : unread).push(row);
  }
  read.sort((left, right) => (readAt.get(left) ?? 0) - (readAt.get(right) ?? 0));
  const rows = [...unread.slice(0, firstReads), ...read.slice(0, laterReads)];
  progress.callsKnown += rows.length;
  const partition = partitionOf('federatedCredentials');
  const results = await Promise.all(
    rows.map(async (row) => {
      const items: FederatedItem[] = [];
      const key = `${partition}${row}`;
      const pages = source.federatedCredentials(records.identityId(row));
      const ok = await readList(session, key, '', pages, (page) => items.push(...page));
      const fault = readings.get(key) ?? null;
      readings.delete(key);
      if (ok) {
        records.version += 1;
        applyFederated(records, row, items);
        readAt.set(row, records.look);
      } else if (fault?.status === 404) {
        // Deleted since its list was read; the next look takes it away.
        return null;
      }
      return fault;
    }),
  );
  if (rows.length > 0) readings.set(partition, results.find((fault) => fault !== null) ?? null);
}
