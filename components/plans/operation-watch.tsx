'use client';

import { usePathname } from 'next/navigation';
import { lazy, Suspense, useEffect, useState } from 'react';
import { hasEnded, type OperationSummary } from '@/lib/model/operation';
import { api, routes } from '@/lib/routes';

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

/** Follows operations from when one runs, or may have been begun in this document. */
export function OperationWatch() {
  const pathname = usePathname();
  const mayBegin =
    pathname.startsWith(routes.operations()) || pathname.startsWith(routes.plan('').replace(/\?.*/, ''));
  const [watching, setWatching] = useState(false);
  if (mayBegin && !watching) setWatching(true);
  useEffect(() => {
    const left = new AbortController();
    void anyRunning(left.signal).then((running) => running && setWatching(true));
    return () => left.abort();
  }, []);
  return <Suspense>{watching && <FinishToast />}</Suspense>;
}
