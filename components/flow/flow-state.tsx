import { RelativeTime } from '@/components/ui/relative-time';
import type { FlowState, FlowStep } from '@/lib/model/identity-flow';

export const stateWords: Readonly<Record<FlowState, string>> = {
  done: 'Done',
  unknown: 'Unknown',
  'not-possible': 'Not possible',
};
export const stateColors: Readonly<Record<FlowState, string>> = {
  done: 'text-ok',
  unknown: 'text-ink-2',
  'not-possible': 'text-critical',
};

/** The state as a shape, beside its word: a check, a cross, or a dashed ring with a question mark. */
export function StateIcon({ state, size = 14 }: { state: FlowState; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${stateColors[state]}`}
    >
      {state === 'unknown' ? (
        <>
          <circle cx="8" cy="8" r="5.6" strokeWidth="1.4" strokeDasharray="2.2 2" />
          <path
            strokeWidth="1.4"
            d="M6.4 6.5c0-1 .7-1.6 1.6-1.6s1.6.6 1.6 1.5c0 1.2-1.6 1.3-1.6 2.4M8 10.9v.1"
          />
        </>
      ) : (
        <>
          <circle cx="8" cy="8" r="6" fill="currentColor" stroke="none" />
          <path
            className="stroke-surface"
            strokeWidth="1.6"
            d={state === 'done' ? 'm5.3 8.2 1.9 1.9 3.6-3.9' : 'm5.9 5.9 4.2 4.2M10.1 5.9l-4.2 4.2'}
          />
        </>
      )}
    </svg>
  );
}

export function StateWord({ state, running = false }: { state: FlowState; running?: boolean }) {
  if (running)
    return (
      <span className="inline-flex items-center gap-1 font-medium text-accent text-sm">
        <span aria-hidden="true" className="size-3 rounded-full border-[1.5px] border-current flow-fill" />
        Probe running
      </span>
    );
  return (
    <span className={`inline-flex items-center gap-1 font-medium text-sm ${stateColors[state]}`}>
      <StateIcon state={state} />
      {stateWords[state]}
    </span>
  );
}

/** How it is known: read in an answer of Azure, inferred from another, or proved by a probe. */
export function Certainty({ step }: { step: FlowStep }) {
  switch (step.certainty) {
    case 'read':
      return 'Read from Azure';
    case 'inferred':
      return 'Inferred';
    case 'proved':
      return (
        <>
          Proved <RelativeTime at={step.at} />
        </>
      );
    case 'unknown':
      // The state says so already.
      return null;
  }
}

const ring: Readonly<Record<FlowState, string>> = {
  done: 'border-ok text-ok',
  unknown: 'border-ink-3 border-dashed text-ink-2',
  'not-possible': 'border-critical text-critical',
};

/** Number of a step in a ring that repeats its state. */
export function StepDot({ step, className = '' }: { step: FlowStep; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-grid size-[22px] shrink-0 place-items-center rounded-full border-[1.5px] bg-surface font-semibold text-sm tabular-nums leading-none ${ring[step.state]} ${className}`}
    >
      {step.number}
    </span>
  );
}
