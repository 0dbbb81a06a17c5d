import { PortalLink } from '@/components/ui/portal-link';
import type { FlowPage } from '@/lib/changes/offers/flow-page';
import type { FlowStep } from '@/lib/model/identity-flow';
import { actorWords } from './flow-actors';
import { Certainty, StateWord, StepDot } from './flow-state';
import { StepFacts } from './step-facts';

interface FlowListProps {
  flow: FlowPage;
  steps: readonly FlowStep[];
  /** 0: every step is open. */
  open: number;
  isRunning: (step: FlowStep) => boolean;
  hrefOf: (step: number) => string;
  className?: string;
}

/** The same seven steps as a list: on a narrow screen, and as text for whoever prefers it. */
export function FlowList({ flow, steps, open, isRunning, hrefOf, className = '' }: FlowListProps) {
  const named = actorWords(flow);
  return (
    <section aria-label="Seven steps" className={`overflow-hidden rounded-lg border bg-surface ${className}`}>
      <ol>
        {steps.map((step) => {
          const isOpen = open === 0 || step.number === open;
          const way =
            step.from === step.to
              ? named[step.from].name
              : `${named[step.from].name} → ${named[step.to].name}`;
          return (
            <li
              key={step.number}
              className={`not-first:border-t px-3.5 py-3 ${isOpen && open !== 0 ? 'bg-accent-soft' : ''}`}
            >
              <div className="grid grid-cols-[22px_minmax(0,1fr)] gap-3">
                <StepDot step={step} />
                <div className="min-w-0">
                  <p className="text-ink-2 text-sm">
                    <span className="sr-only">Step {step.number}, </span>
                    {way}
                  </p>
                  <h2 className="font-semibold">
                    <PortalLink
                      href={hrefOf(step.number)}
                      aria-current={step.number === open ? 'step' : undefined}
                    >
                      {step.title}
                    </PortalLink>
                  </h2>
                  <p className="break-words text-ink-2 text-sm">{step.line}</p>
                  <p className="flex flex-wrap items-center gap-x-2 text-ink-2 text-sm">
                    <StateWord state={step.state} running={isRunning(step)} />
                    <span>
                      <Certainty step={step} />
                    </span>
                  </p>
                  {isOpen && (
                    <div className="mt-2 rounded-md border bg-surface">
                      <StepFacts step={step} stacked />
                    </div>
                  )}
                </div>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
