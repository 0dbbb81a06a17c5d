'use client';

import {
  type DehydratedState,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { getLiveState, subscribeLive } from '@/components/live/live-store';
import { publishSummaries } from '@/components/live/publish-summaries';
import { createPuller } from '@/components/live/pull-changes';

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

let shared: QueryClient | undefined;

/** One cache for the document, kept current by the event stream; on the server one for each use of it. */
function queryClient(): QueryClient {
  if (typeof window === 'undefined') return createQueryClient();
  if (shared === undefined) {
    const client = createQueryClient();
    const { onEvent } = createPuller(client);
    publishSummaries(client);
    const tell = () => {
      const { event } = getLiveState();
      if (event) onEvent(event);
    };
    subscribeLive(tell);
    tell();
    shared = client;
  }
  return shared;
}

/**
 * The query cache and URL state for what is inside. Not around the whole document: most pages are drawn by the server
 * and need neither, and both are fetched with the first part that does. `state` is what came with the page.
 */
export function Queries({ state = null, children }: { state?: DehydratedState | null; children: ReactNode }) {
  const [client] = useState(queryClient);
  return (
    <NuqsAdapter>
      <QueryClientProvider client={client}>
        <HydrationBoundary state={state}>{children}</HydrationBoundary>
      </QueryClientProvider>
    </NuqsAdapter>
  );
}
