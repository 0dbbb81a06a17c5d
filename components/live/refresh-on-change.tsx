'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import { useLive } from '@/components/live/live-store';
import { becomeNeeded } from '@/components/live/when-needed';
import { stampOf } from '@/lib/model/summary';

/** While the estate is read, rows pour in: a page need not be drawn for each of them. */
const loadingPauseMs = 500;

/** Has the server draw the page again when Azure is no longer as it was when this one was drawn. */
export function RefreshOnChange({ stamp }: { stamp: string }) {
  const router = useRouter();
  const { connection, event } = useLive();
  const [refreshing, startRefresh] = useTransition();
  const asked = useRef('');
  const dueAt = useRef(0);
  const latest = event === null ? stamp : stampOf(event);
  const pauseMs = event?.state === 'loading' ? loadingPauseMs : 0;
  const behind = connection === 'open' && latest !== stamp && !refreshing;
  useEffect(() => {
    // Once for each news: the page may be of a moment after the event.
    if (!behind || asked.current === latest) return;
    const timer = setTimeout(
      () => {
        asked.current = latest;
        dueAt.current = Date.now() + pauseMs;
        becomeNeeded();
        startRefresh(() => router.refresh());
      },
      Math.max(0, dueAt.current - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [behind, latest, pauseMs, router]);
  return null;
}
