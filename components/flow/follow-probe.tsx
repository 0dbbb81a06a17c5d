'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { becomeNeeded } from '@/components/live/when-needed';
import { api } from '@/lib/routes';

/** Where no stream comes through, the page is drawn again this often while a probe runs. */
const askAgainMs = 3000;

/** Beside a flow whose VM is being probed: has the server draw it again with every change of the operation. */
export function FollowProbe({ operationId }: { operationId: string }) {
  const router = useRouter();
  useEffect(() => {
    becomeNeeded();
    const source = new EventSource(api.operationEvents(operationId));
    source.onmessage = () => router.refresh();
    const timer = setInterval(() => {
      if (source.readyState !== EventSource.OPEN) router.refresh();
    }, askAgainMs);
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [operationId, router]);
  return null;
}
