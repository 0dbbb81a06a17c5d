'use client';

import { useQuery } from '@tanstack/react-query';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import { detailQuery } from '@/components/detail/detail-query';
import { EmptyState } from '@/components/ui/empty-state';
import { FaultNotice } from '@/components/ui/fault-notice';
import { EntityAnchor } from '@/components/ui/portal-link';

/**
 * The frame of every detail page: where it sits, its states, and the detail once it is there. While a failed refresh
 * is shown, what was read before stays on screen below it.
 */
export function DetailPage<Detail>({
  back,
  url,
  during,
  children,
}: {
  back: { label: string; href: Route };
  url: string;
  during: string;
  children: (detail: Detail) => ReactNode;
}) {
  const query = useQuery(detailQuery<Detail>(url, during));
  return (
    <div className="flex flex-col gap-4">
      <nav aria-label="Breadcrumb" className="-mb-3 text-ink-2">
        <EntityAnchor href={back.href}>{back.label}</EntityAnchor> /
      </nav>
      {query.error?.status === 404 && (
        <>
          <h1 className="font-semibold text-lg">Not in what you can see</h1>
          <EmptyState title={query.error.message}>
            It may have been deleted, or it may be somewhere you cannot read: Azure answers the same to both.
          </EmptyState>
        </>
      )}
      {query.error && query.error.status !== 404 && <FaultNotice fault={query.error} />}
      {query.data !== undefined && query.error?.status !== 404
        ? children(query.data)
        : !query.error && (
            <>
              <h1 className="font-semibold text-lg">Reading…</h1>
              <p role="status" className="text-ink-2">
                {during}
              </p>
            </>
          )}
    </div>
  );
}
