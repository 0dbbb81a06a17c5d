'use client';

import { Activity, type ComponentType, lazy, type ReactNode, useEffect, useRef } from 'react';
import { useLive } from '@/components/live/live-store';
import { stampOf } from '@/lib/model/summary';

/** Anything a person does on a page. */
const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'input', 'change', 'wheel', 'touchstart'];
const islandMark = 'data-when-needed';

let open = () => {};
const needed = new Promise<void>((resolve) => {
  open = resolve;
});

/** Fetches the scripts that wait, because what the page shows is about to change. */
export function becomeNeeded(): void {
  open();
}

/** What was clicked before there was anything to take the click. */
let missed: HTMLElement | null = null;

function onClick(event: MouseEvent): void {
  const control = event.target instanceof Element ? event.target.closest('button, input') : null;
  const island = control?.closest<HTMLElement>(`[${islandMark}]`);
  if (!(control instanceof HTMLElement) || !island || island.dataset.taken !== undefined) return;
  // The browser opens popovers itself.
  if (control.hasAttribute('popovertarget') || control.matches('input:not([type=checkbox])')) return;
  event.preventDefault();
  missed = control;
}

if (typeof window !== 'undefined') {
  for (const sign of signs) window.addEventListener(sign, open, { capture: true, once: true, passive: true });
  window.addEventListener('click', onClick, { capture: true });
}

/**
 * A component whose HTML is part of the page, and whose script is fetched once it is needed: when the person touches
 * the page in any way, or when what it shows has changed. Until then the page is as complete without it.
 */
export function whenNeeded<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Content = lazy(async () => {
    if (typeof window !== 'undefined') await needed;
    const Loaded = await load();
    return { default: (props: Props) => <Taken content={<Loaded {...props} />} /> };
  });
  return (props) => (
    // A span may stand anywhere: a div would end a paragraph.
    <span {...{ [islandMark]: '' }} className="contents">
      {/* The server's HTML stays in its place until the script for it is there. */}
      <Activity>
        <Content {...props} />
      </Activity>
    </span>
  );
}

/** Passes on what was typed and clicked while the script was under way. */
function Taken({ content }: { content: ReactNode }) {
  const own = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const island = own.current?.closest<HTMLElement>(`[${islandMark}]`);
    if (!island) return;
    island.dataset.taken = '';
    for (const field of island.querySelectorAll('input')) passOnText(field);
    for (const field of island.querySelectorAll('select')) passOnChoice(field);
    if (missed === null || !island.contains(missed)) return;
    missed.click();
    missed = null;
  }, []);
  return (
    <span ref={own} className="contents">
      {content}
    </span>
  );
}

const nativeValue =
  typeof window === 'undefined'
    ? undefined
    : Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');

function passOnText(field: HTMLInputElement): void {
  const typed = field.value;
  if (field.type === 'checkbox' || field.type === 'radio' || typed === field.defaultValue) return;
  // React takes the value it found for its own: it has to see it change.
  field.value = field.defaultValue;
  nativeValue?.set?.call(field, typed);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function passOnChoice(field: HTMLSelectElement): void {
  if ([...field.selectedOptions].every((option) => option.defaultSelected)) return;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Beside an island: it is needed as soon as Azure is no longer as it was when the page was made. `stamp` '': at once. */
export function NeededOnChange({ stamp }: { stamp: string }) {
  const { event } = useLive();
  const moved = stamp === '' || (event !== null && stampOf(event) !== stamp);
  useEffect(() => {
    if (moved) open();
  }, [moved]);
  return null;
}
