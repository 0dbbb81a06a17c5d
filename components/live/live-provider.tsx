'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { connectLive } from '@/components/live/live-connection';
import { createPuller } from '@/components/live/pull-changes';

/** Opens the one event stream of the page. What it says is read with `useLive`. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  useEffect(() => {
    const puller = createPuller(client);
    const disconnect = connectLive(puller.onEvent);
    return () => {
      disconnect();
      puller.stop();
    };
  }, [client]);
  return children;
}
