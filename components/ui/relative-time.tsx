'use client';

import { useNow } from '@/components/ui/clock';
import { formatAbsolute, formatRelative } from '@/components/ui/time-format';

/** A moment as people say it; the exact one in the tooltip. `at` in epoch milliseconds. */
export function RelativeTime({ at, className }: { at: number; className?: string }) {
  const now = useNow(10_000);
  const iso = new Date(at).toISOString();
  if (now === 0) {
    // The server's clock and time zone are not the reader's: its words stand until the browser writes its own.
    return (
      <time dateTime={iso} className={className} suppressHydrationWarning>
        {typeof window === 'undefined' ? formatRelative(at, Date.now()) : '…'}
      </time>
    );
  }
  return (
    <time dateTime={iso} title={formatAbsolute(at)} className={className} suppressHydrationWarning>
      {formatRelative(at, now)}
    </time>
  );
}
