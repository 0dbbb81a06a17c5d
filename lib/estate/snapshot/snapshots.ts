import 'server-only';
import { AzureError } from '@/lib/arm/azure-error';
import { type Caller, currentCaller } from '@/lib/auth/caller';
import { createAzureReader } from '@/lib/azure/read/arm-reader';
import { env } from '@/lib/env';
import { Snapshot } from './snapshot';

declare global {
  /** Next bundles routes apart from each other: what they must share hangs here. */
  var keylessSnapshots: Map<string, Snapshot> | undefined;
}

const maxSnapshots = 50;
const forgottenAfterMs = 30 * 60_000;

function forgetIdle(snapshots: Map<string, Snapshot>): void {
  const now = Date.now();
  const idle = [...snapshots].sort(([, left], [, right]) => left.touchedAt - right.touchedAt);
  for (const [key, snapshot] of idle) {
    const isOld = now - snapshot.touchedAt > forgottenAfterMs;
    if (!isOld && snapshots.size < maxSnapshots) return;
    snapshot.close();
    snapshots.delete(key);
  }
}

/** The caller's own snapshot. Never shared: what one may see is nobody else's business. */
export function snapshotOf(caller: Caller): Snapshot {
  globalThis.keylessSnapshots ??= new Map();
  const snapshots = globalThis.keylessSnapshots;
  const key = `${caller.tenantId}/${caller.objectId}`;
  let snapshot = snapshots.get(key);
  if (!snapshot) {
    forgetIdle(snapshots);
    const { KEYLESS_LIVE_INTERVAL_MS: intervalMs, KEYLESS_READS_PER_MINUTE: limitPerMinute } = env();
    const reader = createAzureReader(caller);
    snapshot = new Snapshot({ reader, tenantId: caller.tenantId, intervalMs, limitPerMinute });
    snapshots.set(key, snapshot);
  }
  snapshot.touch();
  return snapshot;
}

export interface CurrentEstate {
  readonly caller: Caller;
  readonly snapshot: Snapshot;
}

/** The estate of whoever asks, in whatever state it is. Throws AzureError when there is no sign-in. */
export async function currentEstate(): Promise<CurrentEstate> {
  const caller = await currentCaller();
  return { caller, snapshot: snapshotOf(caller) };
}

/** The same, once its first refresh is complete. Throws AzureError when that failed, or the signal's reason. */
export async function readyEstate(signal: AbortSignal): Promise<CurrentEstate> {
  const current = await currentEstate();
  const { snapshot } = current;
  while (snapshot.state === 'loading') await snapshot.nextChange(signal);
  const [fault] = snapshot.faults;
  if (snapshot.state === 'failed' && fault) throw new AzureError(fault);
  return current;
}

/** How long an answer may wait for newer news of the estate. */
const refreshWaitMs = 5000;
const askAgainMs = 250;

/**
 * The estate as of a refresh that began after this call; what there is when that takes more than five seconds. Throws
 * like readyEstate.
 */
export async function refreshedEstate(signal: AbortSignal): Promise<CurrentEstate> {
  const current = await readyEstate(signal);
  const { snapshot } = current;
  const until = Date.now() + refreshWaitMs;
  // The first one to end may have begun before this call, and have passed what changed since.
  for (let ended = 0; ended < 2; ended += 1) {
    const { asOf } = snapshot.view;
    while (snapshot.view.asOf === asOf && Date.now() < until) {
      snapshot.refresh();
      await changeOf(snapshot, AbortSignal.any([signal, AbortSignal.timeout(askAgainMs)]), signal);
    }
  }
  return current;
}

async function changeOf(snapshot: Snapshot, limit: AbortSignal, signal: AbortSignal): Promise<void> {
  try {
    await snapshot.nextChange(limit);
  } catch (error) {
    if (signal.aborted) throw error;
  }
}
