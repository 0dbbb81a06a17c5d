'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { EntityAnchor } from '@/components/ui/portal-link';

export interface WizardPage {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
  /** Why one cannot go on yet; undefined when one can. */
  readonly missing?: string | undefined;
}

interface WizardProps {
  title: ReactNode;
  subtitle: ReactNode;
  back: { label: string; href: string };
  pages: readonly WizardPage[];
  /** Id of the page shown, from the address. */
  at: string;
  onGo: (id: string) => void;
}

/**
 * Pages one after the other; the last one is the review and brings its own button. Where one is, and what was chosen,
 * is in the address: Back and Forward of the browser work, and a reload loses nothing.
 */
export function Wizard({ title, subtitle, back, pages, at, onGo }: WizardProps) {
  const found = pages.findIndex(({ id }) => id === at);
  // One cannot be past a page that lacks something.
  const firstMissing = pages.findIndex(({ missing }) => missing !== undefined);
  const wanted = Math.max(0, found);
  const index = firstMissing >= 0 ? Math.min(wanted, firstMissing) : wanted;
  const page = pages[index];
  const isLast = index === pages.length - 1;
  return (
    <>
      <PageHeader
        title={title}
        subtitle={subtitle}
        trail={<EntityAnchor href={back.href}>{back.label}</EntityAnchor>}
      />
      <nav aria-label="Steps" className="mb-4">
        <ol className="flex flex-wrap gap-x-1">
          {pages.map((one, place) => (
            <li key={one.id} className="flex items-center gap-1">
              {place > 0 && (
                <span aria-hidden="true" className="px-1 text-ink-3">
                  ›
                </span>
              )}
              {place < index ? (
                <button
                  type="button"
                  onClick={() => onGo(one.id)}
                  className="rounded-sm px-1 text-ink-2 hover:text-ink hover:underline"
                >
                  {one.title}
                </button>
              ) : (
                <span
                  aria-current={place === index ? 'step' : undefined}
                  className={`px-1 ${place === index ? 'font-semibold' : 'text-ink-3'}`}
                >
                  {one.title}
                </span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {page?.content}
      {!isLast && page && (
        <div className="mt-4 flex flex-wrap items-center gap-2">
          {index > 0 && <Button onClick={() => onGo(pages[index - 1]?.id ?? '')}>Back</Button>}
          <Button
            variant="primary"
            disabledReason={page.missing}
            onClick={() => onGo(pages[index + 1]?.id ?? '')}
          >
            {index === pages.length - 2 ? 'Review' : 'Next'}
          </Button>
          {page.missing !== undefined && <span className="text-ink-2">{page.missing}</span>}
        </div>
      )}
    </>
  );
}
