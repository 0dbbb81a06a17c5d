import 'server-only';
import { AzureError } from '@/lib/arm/azure-error';
import type { Result } from '@/lib/arm/fault';
import { toFault } from '@/lib/azure/to-fault';
import { stampOf } from '@/lib/model/summary';
import { type CurrentEstate, currentEstate } from './snapshots';

/** A page waits this long for what it shows; what takes longer is streamed after it. */
const pagePatienceMs = 300;
/** Nobody looks at a page that has been loading for so long. */
const maxWaitMs = 5 * 60_000;

/** The estate of whoever asks as far as it is known, or why there is none. */
export function estateResult(): Promise<Result<CurrentEstate>> {
  return resultOf(async () => ({ ok: true, value: await currentEstate() }), 'Read the estate');
}

/** What the estate has seen so far, to tell whether a page of it is still true; '' when nobody is signed in. */
export async function estateStamp(): Promise<string> {
  const estate = await estateResult();
  return estate.ok ? stampOf(estate.value.snapshot.event) : '';
}

/**
 * What a read gives, with Azure's refusals as values.
 * @param during what a person reads when it fails, e.g. `Read the identity`
 */
export async function resultOf<Value>(
  read: (signal: AbortSignal) => Promise<Result<Value>>,
  during: string,
): Promise<Result<Value>> {
  const signal = AbortSignal.timeout(maxWaitMs);
  try {
    return await read(signal);
  } catch (error) {
    if (error instanceof AzureError) return { ok: false, fault: error.fault };
    if (signal.aborted) return { ok: false, fault: toFault(error, during) };
    throw error;
  }
}

/** What a promise gives, or null when a page cannot wait for it. Rejects with it. */
export async function soon<Value>(promise: Promise<Value>): Promise<{ readonly value: Value } | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), pagePatienceMs);
  });
  try {
    return await Promise.race([promise.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
}
