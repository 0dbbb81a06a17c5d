'use client';

import type { ReactNode } from 'react';
import { countOf, formatCount } from '@/components/ui/num';
import { PageHeader } from '@/components/ui/page-header';
import { PortalLink } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import type { EstateSummary } from '@/lib/estate/summary';
import { routes } from '@/lib/routes';

interface ListHeadingProps {
  title: string;
  /** Rows in the scope, before the person's own filters. */
  total: number;
  loaded: boolean;
  /** Rows there will be, while they come in; 0 not known. */
  expected: number;
  estate: EstateSummary | undefined;
  actions: ReactNode;
}

/** What and how many, as of when, and what is not visible. */
export function ListHeading({ title, total, loaded, expected, estate, actions }: ListHeadingProps) {
  const readable = estate?.subscriptions.filter((node) => node.visible).length ?? 0;
  const facts: ReactNode[] = [];
  if (loaded)
    facts.push(`${formatCount(total)}${readable > 0 ? ` in ${countOf(readable, 'subscription')}` : ''}`);
  else
    facts.push(
      expected > total
        ? `${formatCount(total)} of ${formatCount(expected)} so far`
        : `${formatCount(total)} so far`,
    );
  if (estate?.state === 'loading') {
    const { callsDone, callsKnown } = estate.progress;
    facts.push(`reading Azure, ${formatCount(callsDone)} of ${formatCount(callsKnown)} calls answered`);
  }
  if (estate !== undefined && estate.asOf > 0) {
    facts.push(
      <>
        as of <RelativeTime at={estate.asOf} />
      </>,
    );
  }
  const gaps = gapsText(estate);
  if (gaps !== '') {
    facts.push(
      <PortalLink href={routes.overview()} className="text-grant underline-offset-2 hover:underline">
        {gaps}
      </PortalLink>,
    );
  }
  return (
    <PageHeader
      title={title}
      subtitle={
        <span className="tabular-nums">
          {facts.map((fact, index) => (
            // The facts keep their places; there is nothing else to tell them apart by.
            <span key={['count', 'loading', 'as-of', 'gaps'][index]}>
              {index > 0 && ' · '}
              {fact}
            </span>
          ))}
        </span>
      }
      actions={actions}
    />
  );
}

function gapsText(estate: EstateSummary | undefined): string {
  if (estate === undefined) return '';
  const hidden = estate.subscriptions.filter((node) => !node.visible).length;
  if (hidden > 0) return `${countOf(hidden, 'subscription')} not visible`;
  return estate.gaps.length > 0 ? `${countOf(estate.gaps.length, 'visibility gap')}` : '';
}
