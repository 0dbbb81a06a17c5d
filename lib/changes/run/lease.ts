import 'server-only';
import type { OperationStore } from '@/lib/store/operations';

export interface Lease {
  /** Aborted when another runner has the operation, or may have it because the store could not be asked for too long. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Takes an operation for one runner and keeps it until it is released; null when another one has it. */
export async function keepLease(
  store: OperationStore,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<Lease | null> {
  let renewedAt = Date.now();
  if (!(await store.lease(id, owner, leaseMs))) return null;
  const lost = new AbortController();
  const lose = () => lost.abort(new Error('Another portal works on this operation.'));
  const renew = async (): Promise<void> => {
    const at = Date.now();
    try {
      if (await store.lease(id, owner, leaseMs)) renewedAt = at;
      else lose();
    } catch {
      // The store may be back before the lease runs out.
      if (Date.now() - renewedAt >= leaseMs) lose();
    }
  };
  const beat = setInterval(() => void renew(), leaseMs / 3);
  beat.unref();
  return {
    lost: lost.signal,
    async release() {
      clearInterval(beat);
      await store.release(id, owner);
    },
  };
}
