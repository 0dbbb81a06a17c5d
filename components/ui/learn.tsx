import { useId } from 'react';
import { EntityAnchor } from '@/components/ui/portal-link';
import { type LearnTerm, learnEntries } from '@/lib/onboarding/learn';
import { routes } from '@/lib/routes';

/**
 * A "?" beside a term that opens a short answer. The browser's own popover, without script of ours: Escape, a click
 * beside it, and the return of the focus come with it. Spans, because a term can stand in a paragraph.
 */
export function Learn({ about, className = '' }: { about: LearnTerm; className?: string }) {
  const id = useId();
  const { question, answer, source } = learnEntries[about];
  return (
    <>
      {' '}
      <button
        type="button"
        popoverTarget={id}
        aria-label={question}
        className={`inline-flex size-6 items-center justify-center rounded-full align-middle text-xs text-ink-2 hover:bg-sunken hover:text-ink ${className}`}
      >
        <span
          aria-hidden="true"
          className="flex size-4 items-center justify-center rounded-full border border-line-strong font-normal"
        >
          ?
        </span>
      </button>
      <span
        id={id}
        popover="auto"
        role="dialog"
        aria-label={question}
        className="popover-start w-80 rounded-md border border-line bg-raised p-3.5 text-left text-base font-normal text-ink-2 shadow-lift"
      >
        <span className="block font-semibold text-ink">{question}</span>
        <span className="mt-1 block">{answer}</span>
        <span className="mt-2 flex flex-wrap gap-x-4">
          <a href={source} target="_blank" rel="noreferrer" className="text-accent underline">
            Microsoft documentation
          </a>
          <EntityAnchor className="underline" href={routes.learn(about)}>
            All terms
          </EntityAnchor>
        </span>
      </span>
    </>
  );
}
