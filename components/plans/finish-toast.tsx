'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Queries } from '@/components/live/queries';
import { EntityAnchor } from '@/components/ui/portal-link';
import type { OperationSummary } from '@/lib/model/operation';
import { routes } from '@/lib/routes';
import { useBegun } from './begun-operations';
import { finishedSince } from './finished-since';
import { operationsQuery } from './operation-queries';
import { OperationTag } from './operation-words';

/** Says once that an operation has ended, wherever the person is by then; not on the page that shows it anyway. */
export function FinishToast() {
  return (
    <Queries>
      <Toasts />
    </Queries>
  );
}

function Toasts() {
  const pathname = usePathname();
  const client = useQueryClient();
  const { data, refetch } = useQuery(operationsQuery);
  const begun = useBegun();
  const [ended, setEnded] = useState<readonly OperationSummary[]>([]);
  const [from, setFrom] = useState(data);
  if (data !== from) {
    setFrom(data);
    const shownRunning = new Set(begun.map(({ id }) => id));
    const finished = finishedSince(from, data ?? [], shownRunning).filter(
      ({ id }) => pathname !== routes.operation(id) && pathname !== routes.plan(id),
    );
    if (finished.length > 0) setEnded([...ended, ...finished]);
  }
  // Begun again, it runs whatever the last reading saw: its end is news.
  useEffect(() => {
    client.setQueryData(operationsQuery.queryKey, (list) =>
      list?.map(
        (one) => begun.find(({ id, updatedAt }) => id === one.id && updatedAt > one.updatedAt) ?? one,
      ),
    );
    void refetch();
  }, [begun, client, refetch]);
  // Whoever leaves the page of an operation that has just ended is told now, not with the next reading.
  useEffect(() => {
    if (pathname !== '') void refetch();
  }, [pathname, refetch]);
  const shown = ended.filter(({ id }) => pathname !== routes.operation(id) && pathname !== routes.plan(id));
  return (
    <div role="status" className="fixed right-4 bottom-4 z-30 space-y-2">
      {shown.map((operation) => (
        <p
          key={operation.id}
          className="flex max-w-sm items-center gap-2 rounded-md border border-line bg-raised px-3.5 py-2 shadow-lift"
        >
          <OperationTag state={operation.state} />
          <EntityAnchor href={routes.operation(operation.id)} className="truncate">
            {operation.title}
          </EntityAnchor>
          <button
            type="button"
            onClick={() => setEnded(ended.filter(({ id }) => id !== operation.id))}
            className="ml-auto rounded-sm px-1 text-ink-2 hover:text-ink"
          >
            <span aria-hidden="true">×</span>
            <span className="sr-only">Dismiss</span>
          </button>
        </p>
      ))}
    </div>
  );
}
