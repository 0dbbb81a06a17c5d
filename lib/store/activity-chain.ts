import 'server-only';
import { createHash } from 'node:crypto';

/** One entry of the activity log, without its hash. */
export interface ChainedEntry {
  readonly seq: number;
  readonly at: number;
  readonly tenant_id: string;
  readonly object_id: string;
  readonly who: string;
  readonly event: string;
  readonly operation_id: string;
  readonly detail: string;
  readonly previous_hash: string;
}

/** What the first entry follows. */
export const chainStart = '0'.repeat(64);

/** Hash of an entry with all that came before it: changing or leaving out one breaks every later one. */
export function hashOf(entry: ChainedEntry): string {
  const { seq, at, tenant_id, object_id, who, event, operation_id, detail, previous_hash } = entry;
  const text = JSON.stringify([
    seq,
    at,
    tenant_id,
    object_id,
    who,
    event,
    operation_id,
    detail,
    previous_hash,
  ]);
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Follows the chain from its start. Returns how many entries hold, and what is wrong with the first that does not.
 * Entries cut off at the end cannot be seen from the log alone: keep a hash of it elsewhere.
 */
export function verifyChain(entries: Iterable<ChainedEntry & { readonly hash: string }>): {
  readonly intact: number;
  readonly lastHash: string;
  readonly problem: string | null;
} {
  let previous = chainStart;
  let intact = 0;
  for (const entry of entries) {
    const at = `Entry ${entry.seq}`;
    if (Number(entry.seq) !== intact + 1)
      return { intact, lastHash: previous, problem: `Entry ${intact + 1} is missing.` };
    if (entry.previous_hash !== previous)
      return { intact, lastHash: previous, problem: `${at} does not follow the one before it.` };
    if (hashOf({ ...entry, seq: Number(entry.seq), at: Number(entry.at) }) !== entry.hash)
      return { intact, lastHash: previous, problem: `${at} was changed.` };
    previous = entry.hash;
    intact += 1;
  }
  return { intact, lastHash: previous, problem: null };
}
