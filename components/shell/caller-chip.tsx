'use client';

import { lazy, Suspense, useState } from 'react';
import { Popover } from '@/components/ui/popover';
import type { ShellFacts } from '@/lib/model/shell-facts';

const CallerDetails = lazy(async () => ({ default: (await import('./caller-details')).CallerDetails }));

/** `Olivia Moreno` → `OM`; a UPN or an application's name gives its first letters. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*$/, '')
    .split(/[\s._-]+/)
    .filter((word) => word !== '');
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** Who asks Azure: every answer on the screen is what this account may see. */
export function CallerChip({ facts }: { facts: ShellFacts | null }) {
  const [open, setOpen] = useState(false);
  if (facts === null || facts.caller.objectId === '') return null;
  const { caller } = facts;
  return (
    <Popover
      label="Signed in as"
      onOpenChange={setOpen}
      triggerClassName="flex h-7 max-w-48 shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface py-0.5 pr-0.5 pl-0.5 hover:border-line-strong md:pr-2.5"
      className="w-[25rem] p-3.5"
      trigger={
        <>
          <span className="sr-only">Signed in as</span>
          <span
            aria-hidden="true"
            className="flex size-[22px] shrink-0 items-center justify-center rounded-full bg-user-soft text-xs font-semibold text-user"
          >
            {initialsOf(caller.name)}
          </span>
          <span className="truncate max-md:sr-only">{caller.name}</span>
        </>
      }
    >
      <Suspense>{open && <CallerDetails caller={caller} />}</Suspense>
    </Popover>
  );
}
