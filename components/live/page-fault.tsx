'use client';

import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useTransition } from 'react';
import { useLive } from '@/components/live/live-store';
import type { AzureFault } from '@/lib/arm/fault';
import { retryDelayMs } from '@/lib/browser/retry-delay';

const FaultNotice = lazy(async () => ({
  default: (await import('@/components/ui/fault-notice')).FaultNotice,
}));

/** Why the server could not draw the page; it is asked again by the clock, and by hand. */
export function PageFault({
  fault,
  retryAt = fault.at + retryDelayMs(fault),
}: {
  fault: AzureFault;
  retryAt?: number;
}) {
  const router = useRouter();
  const [retrying, startRetry] = useTransition();
  const { connection } = useLive();
  const refresh = () => startRetry(() => router.refresh());
  // A portal that is gone cannot draw anything: its stream says when it is back.
  const waiting = connection !== 'lost' && !retrying;
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => startRetry(() => router.refresh()), Math.max(1000, retryAt - Date.now()));
    return () => clearTimeout(timer);
  }, [waiting, retryAt, router]);
  return (
    <Suspense>
      <FaultNotice fault={fault} retryAt={retryAt} onRetry={refresh} retrying={retrying} />
    </Suspense>
  );
}
