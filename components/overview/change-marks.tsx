'use client';

import type { ReactNode } from 'react';
import { useLive } from '@/components/live/live-store';
import { useNow } from '@/components/ui/clock';
import { formatClock } from '@/components/ui/time-format';

/** So new that it is marked. */
const freshMs = 60_000;

/** One change; marked while it is new. `at` in epoch milliseconds. */
export function FreshItem({ at, children }: { at: number; children: ReactNode }) {
  const now = useNow(10_000);
  const fresh = now > 0 && now - at < freshMs;
  return (
    <li
      className={`flex items-start gap-2.5 border-t border-line px-3.5 py-2 first:border-t-0 ${fresh ? 'wash' : ''}`}
    >
      {children}
    </li>
  );
}

/** When Azure was last looked at. The page stays as it is while nothing changes; the event stream knows. */
export function LastRefresh() {
  const asOf = useLive().event?.asOf ?? 0;
  return asOf > 0 ? `Watching; the last look was at ${formatClock(asOf)}. ` : null;
}
