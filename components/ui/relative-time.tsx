'use client';

import { useNow } from '@/components/ui/clock';
import { formatAbsolute, formatRelative } from '@/components/ui/time-format';

/** A moment as people say it; the exact one in the tooltip. `at` in epoch milliseconds. */
export function RelativeTime({ at, className }: { at: number; className?: string }) {
  const now = useNow(10_000);
  const iso = new Date(at).toISOString();
  // The server's time zone is not the reader's: only the browser writes words.
  if (now === 0) {
    return (
      <time dateTime={iso} className={className} suppressHydrationWarning>
        …
      </time>
    );
  }
  return (
    <time dateTime={iso} title={formatAbsolute(at)} className={className}>
      {formatRelative(at, now)}
    </time>
  );
}
