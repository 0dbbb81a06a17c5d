'use client';

import { Activity, type ComponentType, lazy, type ReactNode, useEffect, useRef, useState } from 'react';
import { useLive } from '@/components/live/live-store';
import { useHydrated } from '@/components/ui/use-hydrated';
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
  const control = event.target instanceof Element ? event.target.closest('button') : null;
  const island = control?.closest<HTMLElement>(`[${islandMark}]`);
  if (!control || !island || island.dataset.taken !== undefined) return;
  // The browser opens popovers itself.
  if (control.hasAttribute('popovertarget')) return;
  event.preventDefault();
  missed = control;
}

/** Keys that lead to a field lead there before its script is; what is typed then is passed on. */
function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest('input, select')) return;
  const shortcut = `[aria-keyshortcuts="${CSS.escape(event.key)}"]`;
  const field = document.querySelector(`[${islandMark}]:not([data-taken]) input${shortcut}`);
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.focus();
  field.select();
}

if (typeof window !== 'undefined') {
  for (const sign of signs) window.addEventListener(sign, open, { capture: true, once: true, passive: true });
  window.addEventListener('click', onClick, { capture: true });
  window.addEventListener('keydown', onKey, { capture: true });
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
  // Drawn by the browser alone, nothing can have been filled in.
  const [cameWithPage] = useState(!useHydrated());
  useEffect(() => {
    const island = own.current?.closest<HTMLElement>(`[${islandMark}]`);
    if (!island) return;
    island.dataset.taken = '';
    // In the order of the page: a choice may empty the fields below it, which were filled in after it.
    const fields = cameWithPage ? island.querySelectorAll<HTMLElement>('input, select, textarea') : [];
    // All are noted before the first is passed on: what it changes is drawn at once, and takes the others back.
    const entered = [...fields].map(enteredIn);
    void passAllOn(entered, island);
  }, [cameWithPage]);
  return (
    <span ref={own} className="contents">
      {content}
    </span>
  );
}

/** One after the other, as a person does it: what the first changes is drawn before the second is told. */
async function passAllOn(entered: readonly ((() => void) | undefined)[], island: HTMLElement): Promise<void> {
  for (const passOn of entered) {
    if (passOn === undefined) continue;
    passOn();
    // React draws what a click or a key changed in a microtask.
    await Promise.resolve();
  }
  if (missed === null || !island.contains(missed)) return;
  missed.click();
  missed = null;
}

/** How what a person did to a field before its script was there is told to the script; undefined when nothing was done. */
function enteredIn(field: HTMLElement): (() => void) | undefined {
  if (field instanceof HTMLSelectElement) return enteredChoice(field);
  if (field instanceof HTMLTextAreaElement) return enteredText(field);
  if (!(field instanceof HTMLInputElement)) return undefined;
  return field.matches('[type=checkbox], [type=radio]') ? enteredMark(field) : enteredText(field);
}

function enteredText(field: HTMLInputElement | HTMLTextAreaElement): (() => void) | undefined {
  const typed = field.value;
  if (typed === field.defaultValue) return undefined;
  return () => {
    // React takes the value it found for its own: it has to see it change.
    field.value = field.defaultValue;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, typed);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
}

function enteredMark(field: HTMLInputElement): (() => void) | undefined {
  const { checked, defaultChecked } = field;
  if (checked === defaultChecked || (field.type === 'radio' && !checked)) return undefined;
  return () => {
    field.checked = defaultChecked;
    field.click();
  };
}

function enteredChoice(field: HTMLSelectElement): (() => void) | undefined {
  const { selectedOptions, value } = field;
  if ([...selectedOptions].every((option) => option.defaultSelected)) return undefined;
  return () => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
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
