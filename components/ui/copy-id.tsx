'use client';

import { useState } from 'react';
import { Icon } from '@/components/ui/icon';

/** `1f0c9a7e…41c7` for a GUID, first and last segments for an ARM id; short text stays whole. */
export function shortenMiddle(value: string, maxLength = 28): string {
  if (value.length <= maxLength) return value;
  const head = Math.ceil((maxLength - 1) * 0.55);
  return `${value.slice(0, head)}…${value.slice(value.length - (maxLength - 1 - head))}`;
}

interface CopyIdProps {
  value: string;
  /** What it is, e.g. `principal id`: said to screen readers and in the tooltip. */
  label: string;
  /** Longest text shown; the whole value is copied whatever is shown. */
  maxLength?: number;
  /** Shown instead of the value, where the value is shown already. */
  shown?: string;
  className?: string;
}

/** An id: monospace, shortened in the middle, copied whole with one click. */
export function CopyId({ value, label, maxLength = 28, shown, className = '' }: CopyIdProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      setState('refused');
    }
    setTimeout(() => setState('idle'), 2000);
  };
  const said = { idle: '', copied: `Copied ${label}`, refused: 'The browser refused to copy' }[state];
  return (
    <span className={`-mx-1 inline-flex max-w-full items-center ${className}`}>
      <button
        type="button"
        onClick={copy}
        // A text of many lines is no tooltip.
        title={value.includes('\n') ? `Copy ${label}` : `${value}\nCopy ${label}`}
        className="group inline-flex max-w-full items-center gap-1 rounded-sm px-1 font-mono text-sm text-ink-2 hover:bg-sunken hover:text-ink"
      >
        {/* The name begins with what is seen, for those who speak it; the whole value is the title, its description. */}
        <span className="truncate">{shown ?? shortenMiddle(value, maxLength)}</span>
        <span className="sr-only">, copy {label}</span>
        {state === 'copied' ? (
          <Icon name="check" size={12} className="shrink-0 text-ok" />
        ) : (
          <Icon
            name="copy"
            size={12}
            className="shrink-0 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
          />
        )}
      </button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </span>
  );
}
