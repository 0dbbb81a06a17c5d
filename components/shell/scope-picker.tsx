'use client';

import { lazy, Suspense, useState } from 'react';
import { useShellFacts } from '@/components/live/shell-facts';
import { scopeTitle } from '@/components/shell/scope-title';
import { Icon } from '@/components/ui/icon';
import { countOf } from '@/components/ui/num';
import { Popover } from '@/components/ui/popover';
import { useScope } from '@/lib/browser/use-scope';
import type { ShellFacts } from '@/lib/model/shell-facts';

// The tree and its search are fetched when somebody opens it.
const ScopeList = lazy(async () => ({ default: (await import('@/components/shell/scope-list')).ScopeList }));

/** Which part of the estate every page shows. Lives in the URL. */
export function ScopePicker({ facts }: { facts: ShellFacts | null }) {
  const scope = useScope();
  const { names } = useShellFacts(facts, scope);
  const [open, setOpen] = useState(false);
  const visible = names?.subscriptions.filter((node) => node.visible).length ?? 0;
  const name = names ? scopeTitle(scope, names) : '…';
  const extent = names && scope === '' ? ` · ${countOf(visible, 'subscription')}` : '';
  return (
    <Popover
      label="Choose a scope"
      align="start"
      onOpenChange={setOpen}
      triggerClassName="mb-3 flex w-full items-center justify-between gap-2 rounded-md border border-line bg-surface px-2 py-1 text-left hover:border-line-strong"
      className="w-96"
      trigger={
        <>
          <span className="min-w-0">
            <span className="block text-xs leading-4 text-ink-3">Scope</span>
            <span className="block truncate">
              {name}
              {extent}
            </span>
          </span>
          <Icon name="chevrons" size={14} className="shrink-0 text-ink-3" />
        </>
      }
    >
      <Suspense>{open && <ScopeList />}</Suspense>
    </Popover>
  );
}
