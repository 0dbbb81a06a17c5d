'use client';

import { useEffect } from 'react';

/** Chooses an answer by its number, wherever the focus is, unless something is being typed. */
export function NumberKeys({ count }: { count: number }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select')) return;
      const number = Number(event.key);
      if (!Number.isInteger(number) || number < 1 || number > count) return;
      document.querySelector<HTMLAnchorElement>(`[data-choices] a[aria-keyshortcuts="${number}"]`)?.click();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [count]);
  return <span className="ml-auto text-ink-2 text-sm max-md:hidden">Press 1 to {count} to choose</span>;
}
