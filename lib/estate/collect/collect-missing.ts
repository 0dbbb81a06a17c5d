import 'server-only';
import { parseArmId } from '@/lib/arm/arm-id';
import { toFault } from '@/lib/azure/to-fault';
import type { Reference } from '@/lib/estate/tables/records';
import { applyMissing } from './apply-identities';
import { type Collection, partitionOf } from './collection';

/** References looked up in one refresh; the others stay unknown until the next. */
const maxLookups = 100;

/**
 * References of hosts to identities that no list showed. A list at subscription level leaves out what the caller may
 * not read, so each is asked for by id: only a 404 makes it a missing identity, a 403 leaves it unknown.
 */
export async function collectMissingIdentities(
  collection: Collection,
  listed: ReadonlySet<string>,
  isSlow: boolean,
): Promise<void> {
  const { records, readings, reader, progress } = collection;
  const { hosts, identities } = records;
  const used = new Set<number>();
  for (const host of hosts.live()) for (const number of records.referencesOfHost(host)) used.add(number);
  const unknown: Reference[] = [];
  for (const [number, reference] of records.references.entries()) {
    const isKnown = identities.isLive(reference.row);
    if (!used.has(number)) {
      if (isKnown && identities.text('kind', reference.row) === 'missing') {
        identities.tombstone(reference.row, records.version);
      }
      continue;
    }
    const subscriptionId = parseArmId(reference.id)?.subscriptionId ?? '';
    const wasRead = readings.get(partitionOf('userAssignedIdentities', subscriptionId)) === null;
    const partition = `${partitionOf('references')}${number}`;
    if (!isKnown && listed.has(subscriptionId) && wasRead && (isSlow || !readings.get(partition))) {
      unknown.push(reference);
    }
  }
  const asked = unknown.slice(0, maxLookups);
  progress.callsKnown += asked.length;
  await Promise.all(
    asked.map(async (reference) => {
      const number = records.referenceNumbers.get(reference.id.toLowerCase()) ?? -1;
      const partition = `${partitionOf('references')}${number}`;
      try {
        const exists = await reader.exists(reference.id);
        records.version += 1;
        if (!exists) applyMissing(records, reference);
        readings.delete(partition);
      } catch (error) {
        readings.set(partition, toFault(error, `Look for ${reference.id}`));
      }
      progress.callsDone += 1;
    }),
  );
}
