'use client';

import { useEffect, useRef } from 'react';
import { KeyHint } from '@/components/ui/key-hint';

interface FilterBoxProps {
  value: string;
  onChange: (text: string) => void;
  label: string;
}

/** The filter of a list; `/` anywhere on the page goes to it, Escape empties and then leaves it. */
export function FilterBox({ value, onChange, label }: FilterBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.isContentEditable || target?.matches('input:not([type=checkbox]), textarea, select'))
        return;
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <label className="relative block w-full sm:w-64">
      <span className="sr-only">{label}</span>
      <input
        ref={box}
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            if (value === '') box.current?.blur();
            else onChange('');
          }
          if (event.key === 'ArrowDown') {
            const grid = document.querySelector<HTMLElement>('[role=grid]');
            if (grid === null) return;
            event.preventDefault();
            grid.focus();
          }
        }}
        placeholder={label}
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-8 pl-2.5 placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center max-sm:hidden">
        <KeyHint keys="/" />
      </span>
    </label>
  );
}
