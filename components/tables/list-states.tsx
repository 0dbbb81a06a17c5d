'use client';

import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { formatCount } from '@/components/ui/num';
import type { EstateSummary } from '@/lib/model/summary';
import { routes } from '@/lib/routes';
import type { ListView } from './list-view';

interface NoRowsProps {
  list: ListView;
  filtered: boolean;
  total: number;
  onClear: () => void;
}

/** Nothing to show: because of the filters, or because there is nothing. */
export function NoRows({ list, filtered, total, onClear }: NoRowsProps) {
  if (filtered) {
    return (
      <EmptyState
        size="page"
        title="Nothing matches the filters"
        action={<Button onClick={onClear}>Clear filters</Button>}
      >
        <p>
          {total > 0
            ? `${formatCount(total)} ${list.spec.noun.many} are in this scope; none has all of what you asked for.`
            : `There are no ${list.spec.noun.many} in this scope, filtered or not.`}
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      size="page"
      title={list.empty.title}
      action={<LinkButton href={routes.start()}>Which identity do I need?</LinkButton>}
    >
      <p>{list.empty.text}</p>
    </EmptyState>
  );
}

/** Before the first row: how far the reading of Azure has come. */
export function LoadingRows({ estate, noun }: { estate: EstateSummary | undefined; noun: string }) {
  const done = estate?.progress.callsDone ?? 0;
  const known = estate?.progress.callsKnown ?? 0;
  return (
    <div aria-busy="true" className="min-h-0 flex-1 overflow-hidden rounded-md border border-line bg-surface">
      <p
        role="status"
        className="flex h-8 items-center border-b border-line bg-sunken px-3 text-sm text-ink-2"
      >
        Reading {noun}
        {known > 0 && `: ${formatCount(done)} of ${formatCount(known)} calls to Azure answered`}
      </p>
      {Array.from({ length: 12 }, (_, index) => `line-${index}`).map((line, index) => (
        <div key={line} aria-hidden="true" className="flex h-8 items-center border-b border-line px-3">
          <span className="skeleton h-3" style={{ width: `${30 + ((index * 17) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}

/** In a menu whose content needs every row, while they are on their way. */
export function Reading() {
  return <p className="p-3 text-ink-2">Reading…</p>;
}
