import { dehydrate, hydrate, QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { createPuller } from '@/components/live/pull-changes';
import { estateKeys } from '@/lib/browser/estate-keys';
import type { EstateEvent } from '@/lib/model/summary';

function event(version: number): EstateEvent {
  return {
    epoch: 'e',
    version,
    state: 'ready',
    asOf: version,
    intervalMs: 4000,
    progress: { callsDone: 0, callsKnown: 0, hosts: 0, identities: 0, roleAssignments: 0 },
    budget: { callsLastMinute: 0, limitPerMinute: 0 },
    faults: [],
  };
}

/** A watched query whose reads end only when told to. */
function watch(client: QueryClient) {
  const reads: (() => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: [...estateKeys.tables, 'hosts'],
    queryFn: () => new Promise((resolve) => reads.push(() => resolve(reads.length))),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { reads, unsubscribe: observer.subscribe(() => undefined) };
}

it('lets a read finish, however many events come meanwhile, then reads once more', async () => {
  const client = new QueryClient();
  const puller = createPuller(client);
  const { reads, unsubscribe } = watch(client);
  await vi.waitFor(() => expect(reads).toHaveLength(1));
  puller.onEvent(event(1));
  puller.onEvent(event(2));
  puller.onEvent(event(3));
  expect(reads).toHaveLength(1);
  reads[0]?.();
  await vi.waitFor(() => expect(reads).toHaveLength(2));
  reads[1]?.();
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  // The same look told again is no news.
  puller.onEvent({ ...event(3), asOf: 99 });
  expect(client.isFetching()).toBe(0);
  puller.onEvent(event(4));
  await vi.waitFor(() => expect(reads).toHaveLength(3));
  unsubscribe();
  puller.stop();
  client.clear();
});

it('asks again for what came with the page when the event that outdates it was there before', async () => {
  const key = [...estateKeys.summaries, ''];
  const onServer = new QueryClient();
  onServer.setQueryData(key, { characteristics: {}, epoch: 'e', version: 0, state: 'loading', faults: [] });
  const client = new QueryClient();
  const puller = createPuller(client);
  puller.onEvent(event(1));
  hydrate(client, dehydrate(onServer));
  let reads = 0;
  const observer = new QueryObserver(client, {
    queryKey: key,
    queryFn: async () => {
      reads += 1;
      return { characteristics: {}, epoch: 'e', version: 1, state: 'ready', faults: [] };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const unsubscribe = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(reads).toBe(1));
  await vi.waitFor(() => expect(client.isFetching()).toBe(0));
  expect(reads).toBe(1);
  unsubscribe();
  puller.stop();
  client.clear();
});
