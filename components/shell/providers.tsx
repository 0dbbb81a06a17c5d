'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { LiveProvider } from '@/components/live/live-provider';

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The event stream says when something changed; nothing grows stale by the clock.
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // Tried again by `refetchInterval`, which the screen can count down; see lib/browser/queries.
        retry: false,
        // The portal may run on this machine: being offline says nothing about reaching it.
        networkMode: 'always',
        structuralSharing: false,
      },
    },
  });
}

/** What every page needs in the browser: URL state, the query cache, the event stream. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <NuqsAdapter>
      <QueryClientProvider client={client}>
        <LiveProvider>{children}</LiveProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  );
}
