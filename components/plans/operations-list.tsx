'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { buttonStyle } from '@/components/ui/button-style';
import { EmptyState } from '@/components/ui/empty-state';
import { FaultNotice } from '@/components/ui/fault-notice';
import { countOf } from '@/components/ui/num';
import { PageHeader } from '@/components/ui/page-header';
import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import { hasEnded, type OperationSummary } from '@/lib/model/operation';
import { api, routes } from '@/lib/routes';
import { durationText } from './duration-text';
import { operationsQuery } from './operation-queries';
import { OperationTag } from './operation-words';

function took({ state, createdAt, updatedAt }: OperationSummary): string {
  return hasEnded(state) ? durationText(updatedAt - createdAt) : '';
}

/** Everything the person began, newest first. `from` is how the page was sent, `drafts` what stands above them. */
export function OperationsList({ from, drafts }: { from: readonly OperationSummary[]; drafts: ReactNode }) {
  const client = useQueryClient();
  const query = useQuery({ ...operationsQuery, initialData: [...from] });
  // What an earlier page left in the cache is older than what this one was sent with.
  useEffect(() => {
    client.setQueryData(operationsQuery.queryKey, [...from]);
  }, [client, from]);
  const operations = query.data;
  const running = operations.filter(({ state }) => !hasEnded(state)).length;
  return (
    <>
      <PageHeader
        title="Operations"
        subtitle={`${countOf(operations.length, 'operation')}${running > 0 ? `, ${running} running` : ''}`}
        actions={
          <a className={buttonStyle()} href={api.activity()} download>
            Export activity log
          </a>
        }
      />
      {query.error && <FaultNotice fault={query.error} />}
      {drafts}
      {operations.length === 0 && (
        <EmptyState title="Nothing was changed through here yet" size="page">
          Whatever you confirm is kept here, step by step, with Azure’s own ids: also when you close the page
          while it runs. Begin with an identity, a virtual machine or a grant.
        </EmptyState>
      )}
      {operations.length > 0 && (
        <div className="overflow-x-auto rounded-md border border-line bg-surface">
          <table className="w-full border-collapse" aria-label="Operations">
            <thead>
              <tr className="text-left text-sm text-ink-2">
                <th scope="col" className="px-3.5 py-1.5 font-normal">
                  What
                </th>
                <th scope="col" className="px-2 py-1.5 font-normal">
                  State
                </th>
                <th scope="col" className="px-2 py-1.5 text-right font-normal">
                  Steps
                </th>
                <th scope="col" className="px-2 py-1.5 font-normal">
                  Who
                </th>
                <th scope="col" className="px-2 py-1.5 font-normal">
                  Begun
                </th>
                <th scope="col" className="px-3.5 py-1.5 text-right font-normal">
                  Took
                </th>
              </tr>
            </thead>
            <tbody>
              {operations.map((one) => (
                <tr key={one.id} className="h-8 border-t border-line">
                  <td className="px-3.5">
                    <EntityAnchor href={routes.operation(one.id)}>{one.title}</EntityAnchor>
                  </td>
                  <td className="px-2">
                    <OperationTag state={one.state} />
                  </td>
                  <td className="px-2 text-right tabular-nums">{`${one.done} of ${one.total}`}</td>
                  <td className="px-2">{one.who}</td>
                  <td className="px-2">
                    <RelativeTime at={one.createdAt} />
                  </td>
                  <td className="px-3.5 text-right tabular-nums">{took(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
