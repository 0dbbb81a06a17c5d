'use client';

import type { ReactNode } from 'react';
import { countOf, formatCount } from '@/components/ui/num';
import { PageHeader } from '@/components/ui/page-header';
import { PortalLink } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import type { EstateSummary } from '@/lib/model/summary';
import { routes } from '@/lib/routes';

interface ListHeadingProps {
  title: string;
  /** Rows in the scope, before the person's own filters; null: none could be read. */
  total: number | null;
  loaded: boolean;
  /** Rows there will be, while they come in; 0 not known. */
  expected: number;
  estate: EstateSummary | undefined;
  actions: ReactNode;
}

/** What and how many, as of when, and what is not visible. */
export function ListHeading({ title, total, loaded, expected, estate, actions }: ListHeadingProps) {
  const facts: [string, ReactNode][] = [['count', countText(total, loaded, expected, estate)]];
  if (estate?.state === 'loading') {
    const { callsDone, callsKnown } = estate.progress;
    facts.push([
      'loading',
      `reading Azure, ${formatCount(callsDone)} of ${formatCount(callsKnown)} calls answered`,
    ]);
  }
  if (estate !== undefined && estate.asOf > 0) facts.push(['as of', <AsOf key="as-of" at={estate.asOf} />]);
  const gaps = gapsText(estate);
  if (gaps !== '') {
    facts.push([
      'gaps',
      <PortalLink key="gaps" href={routes.overview()} className="text-access underline underline-offset-2">
        {gaps}
      </PortalLink>,
    ]);
  }
  return (
    <PageHeader
      title={title}
      subtitle={
        <span className="tabular-nums">
          {facts.map(([name, fact], index) => (
            <span key={name}>
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

function AsOf({ at }: { at: number }) {
  return (
    <>
      as of <RelativeTime at={at} />
    </>
  );
}

function countText(
  total: number | null,
  loaded: boolean,
  expected: number,
  estate: EstateSummary | undefined,
): string {
  if (total === null) return 'could not be read';
  if (!loaded) {
    return expected > total
      ? `${formatCount(total)} of ${formatCount(expected)} so far`
      : `${formatCount(total)} so far`;
  }
  const readable = estate?.subscriptions.filter((node) => node.visible).length ?? 0;
  return `${formatCount(total)}${readable > 0 ? ` in ${countOf(readable, 'subscription')}` : ''}`;
}

function gapsText(estate: EstateSummary | undefined): string {
  if (estate === undefined) return '';
  const hidden = estate.subscriptions.filter((node) => !node.visible).length;
  if (hidden > 0) return `${countOf(hidden, 'subscription')} not visible`;
  return estate.gaps.length > 0 ? `${countOf(estate.gaps.length, 'visibility gap')}` : '';
}
