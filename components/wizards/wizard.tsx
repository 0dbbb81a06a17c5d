'use client';

import type { ReactNode } from 'react';
import { ActionProblem } from '@/components/plans/action-problem';
import { type NewPlan, useFormDraft } from '@/components/plans/use-draft';
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
  /** What was chosen, as a plan. */
  plan: () => NewPlan;
}

/**
 * Pages one after the other; the last one leads to the review of the plan they make, which has an address of its own.
 * Where one is, and what was chosen, is in the address: Back and Forward of the browser work, and a reload loses
 * nothing. A plan that is edited keeps its address.
 */
export function Wizard({ title, subtitle, back, pages, at, onGo, plan }: WizardProps) {
  const { open, pending, failure } = useFormDraft();
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
      {failure !== null && (
        <div className="mt-4">
          <ActionProblem failure={failure} />
        </div>
      )}
      {page && (
        <div className="mt-4 flex flex-wrap items-center gap-2">
          {index > 0 && <Button onClick={() => onGo(pages[index - 1]?.id ?? '')}>Back</Button>}
          <Button
            variant="primary"
            disabledReason={page.missing ?? (pending ? 'The plan is being stored.' : undefined)}
            onClick={() => (isLast ? void open(plan) : onGo(pages[index + 1]?.id ?? ''))}
          >
            {isLast ? 'Review' : 'Next'}
          </Button>
          {page.missing !== undefined && <span className="text-ink-2">{page.missing}</span>}
        </div>
      )}
    </>
  );
}
