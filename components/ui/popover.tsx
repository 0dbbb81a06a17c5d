'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';

interface PopoverProps {
  /** Content of the button that opens it. */
  trigger: ReactNode;
  triggerLabel?: string;
  triggerClassName?: string;
  /** Names the popover to screen readers. */
  label: string;
  /** Which edge of the button it lines up with. */
  align?: 'start' | 'end';
  className?: string;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/**
 * A small surface beside its button. The browser's own popover: top layer, Escape, light dismissal and focus return
 * come with it and cost no script, which the shell of every page must not.
 */
export function Popover({
  trigger,
  triggerLabel,
  triggerClassName,
  label,
  align = 'end',
  className = '',
  onOpenChange,
  children,
}: PopoverProps) {
  const id = useId();
  const surface = useRef<HTMLDivElement>(null);
  // The browser opens it whether or not the page's script is there yet.
  useEffect(() => {
    if (surface.current?.matches(':popover-open')) onOpenChange?.(true);
  }, [onOpenChange]);
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={triggerLabel} className={triggerClassName}>
        {trigger}
      </button>
      <div
        ref={surface}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onToggle={(event) => onOpenChange?.(event.newState === 'open')}
        className={`${align === 'end' ? 'popover-end' : 'popover-start'} rounded-md border border-line bg-raised shadow-lift ${className}`}
      >
        {children}
      </div>
    </>
  );
}
