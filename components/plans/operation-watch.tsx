'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { fetchJson } from '@/lib/browser/portal-fault';
import { hasEnded, type OperationSummary } from '@/lib/model/operation';
import { api, routes } from '@/lib/routes';

// Fetched once there is something to watch: most visits change nothing.
const FinishToast = dynamic(() => import('./finish-toast').then((module) => module.FinishToast), {
  ssr: false,
});

/** Follows operations from when one runs, or may have been begun in this document. */
export function OperationWatch() {
  const pathname = usePathname();
  const mayBegin =
    pathname.startsWith(routes.operations()) || pathname.startsWith(routes.plan('').replace(/\?.*/, ''));
  const [watching, setWatching] = useState(false);
  if (mayBegin && !watching) setWatching(true);
  useEffect(() => {
    const left = new AbortController();
    void fetchJson<{ operations: OperationSummary[] }>(api.operations(), 'List operations', left.signal)
      .then(({ operations }) => operations.some(({ state }) => !hasEnded(state)) && setWatching(true))
      // Whoever looks at operations is told; here it is only not watched.
      .catch(() => undefined);
    return () => left.abort();
  }, []);
  return watching ? <FinishToast /> : null;
}
