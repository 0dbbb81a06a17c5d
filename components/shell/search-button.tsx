'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { KeyHint } from '@/components/ui/key-hint';

// Fetched on the first press of ⌘K; most visits never pay for it.
const Palette = lazy(async () => ({ default: (await import('@/components/shell/palette')).Palette }));

/** Opens the palette, by itself, by ⌘K and by Ctrl+K. */
export function SearchButton() {
  const [open, setOpen] = useState(false);
  // A key pressed anywhere is an event outside React's tree.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Meta+K Control+K"
        aria-haspopup="dialog"
        className="flex h-8 shrink-0 items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-3 hover:border-line-strong md:h-7 md:w-80 md:shrink"
      >
        <Icon name="search" size={14} className="md:hidden" />
        <span className="sr-only truncate md:not-sr-only">Search or jump to…</span>
        <span className="ml-auto hidden md:inline">
          <KeyHint keys="⌘K" />
        </span>
      </button>
      {open && (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
