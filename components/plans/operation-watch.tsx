'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { hasEnded, type OperationSummary } from '@/lib/model/operation';
import { api } from '@/lib/routes';
import { useBegun } from './begun-operations';

// Fetched once there is something to watch: most visits change nothing.
const FinishToast = lazy(async () => ({ default: (await import('./finish-toast')).FinishToast }));

/** False also when it cannot be read: whoever looks at operations is told why, here they are only not watched. */
async function anyRunning(signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(api.operations(), { signal });
    if (!response.ok) return false;
    const { operations }: { operations: OperationSummary[] } = await response.json();
    return operations.some(({ state }) => !hasEnded(state));
  } catch {
    return false;
  }
}

/** Follows operations from when one runs, or was seen running in this document. */
export function OperationWatch() {
  const begun = useBegun();
  const [running, setRunning] = useState(false);
  useEffect(() => {
    const left = new AbortController();
    void anyRunning(left.signal).then(setRunning);
    return () => left.abort();
  }, []);
  return <Suspense>{(running || begun.length > 0) && <FinishToast />}</Suspense>;
}
