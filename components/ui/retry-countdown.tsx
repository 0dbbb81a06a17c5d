'use client';

import { useNow } from '@/components/ui/clock';

/** `Trying again in 12 s`. `at` in epoch milliseconds. */
export function RetryCountdown({ at }: { at: number }) {
  const now = useNow(1000);
  if (now === 0) return null;
  const seconds = Math.ceil((at - now) / 1000);
  return (
    // Read out each second it would drown everything else.
    <span aria-live="off" className="text-ink-2 tabular-nums">
      {seconds > 0 ? `Trying again in ${seconds} s` : 'Trying again…'}
    </span>
  );
}
