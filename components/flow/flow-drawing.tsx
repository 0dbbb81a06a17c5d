import { PortalLink } from '@/components/ui/portal-link';
import type { FlowPage } from '@/lib/changes/offers/flow-page';
import type { FlowActor, FlowState, FlowStep } from '@/lib/model/identity-flow';
import { ActorIcon, actors, actorWords } from './flow-actors';
import { Certainty, StateIcon, StepDot, stateWords } from './flow-state';

// Measures of the drawing, in pixels: it is drawn at one width, and below that the list takes its place.
const rowHeight = 80;
const bandHeight = 30;
const left = 40;
const laneX: Readonly<Record<FlowActor, number>> = {
  'resource-manager': 92,
  entra: 276,
  machine: 460,
  target: 644,
};
const height = 7 * rowHeight + 2 * bandHeight;

function topOf({ number }: FlowStep): number {
  return (number - 1) * rowHeight + (number < 5 ? bandHeight : 2 * bandHeight);
}

const strokes: Readonly<Record<FlowState, string>> = {
  done: 'stroke-ok',
  unknown: 'stroke-ink-3',
  'not-possible': 'stroke-critical',
};
const fills: Readonly<Record<FlowState, string>> = {
  done: 'fill-ok',
  unknown: 'fill-ink-3',
  'not-possible': 'fill-critical',
};

/** A step's way from one lane to another, or back to its own. Solid: done. Dashed: unknown. With a cross: not possible. */
function Arrow({ step, running }: { step: FlowStep; running: boolean }) {
  const { state, from, to } = step;
  const y = topOf(step) + 55;
  const color = running ? 'stroke-accent' : strokes[state];
  const moves = running ? `flow-run flow-run-${step.number}` : '';
  const dash = state === 'unknown' || running ? '4 4' : undefined;
  const x = laneX[from];
  if (from === to) {
    const top = y - 8;
    return (
      <g className={color} fill="none" strokeWidth="1.75">
        <path
          className={moves}
          strokeDasharray={dash}
          d={`M${x} ${top}h26a5 5 0 0 1 5 5v6a5 5 0 0 1-5 5h-20`}
        />
        <path d={`m${x + 11} ${top + 11}-6 5 6 5`} />
        {state === 'not-possible' && !running && <Cross x={x + 31} y={top + 8} />}
      </g>
    );
  }
  const end = laneX[to] - 3;
  const middle = Math.round((x + end) / 2);
  const stops = state === 'not-possible' && !running;
  return (
    <g className={color} fill="none" strokeWidth="1.75">
      <circle cx={x} cy={y} r="2.5" className={running ? 'fill-accent' : fills[state]} />
      {stops ? (
        <>
          <path d={`M${x} ${y}H${middle - 10}`} />
          <path strokeDasharray="4 4" d={`M${middle + 10} ${y}H${end}`} />
          <Cross x={middle} y={y} />
        </>
      ) : (
        <path className={moves} strokeDasharray={dash} d={`M${x} ${y}H${end}`} />
      )}
      <path d={`m${end - 7} ${y - 4.5} 7 4.5-7 4.500`} />
    </g>
  );
}

function Cross({ x, y }: { x: number; y: number }) {
  return <path strokeWidth="2.25" d={`m${x - 5} ${y - 5} 10 10M${x + 5} ${y - 5}l-10 10`} />;
}

function Band({ top, children }: { top: number; children: string }) {
  return (
    <p
      className="absolute inset-x-0 border-b bg-canvas px-3.5 py-1 font-medium text-ink-2 text-sm"
      style={{ top, height: bandHeight, borderTopWidth: top > 0 ? 1 : 0 }}
    >
      {children}
    </p>
  );
}

interface FlowDrawingProps {
  flow: FlowPage;
  steps: readonly FlowStep[];
  open: number;
  /** Steps that a probe is working on. */
  isRunning: (step: FlowStep) => boolean;
  hrefOf: (step: number) => string;
}

/** Four lanes and seven arrows. Each row is a link that opens its step, and says all of it in words. */
export function FlowDrawing({ flow, steps, open, isRunning, hrefOf }: FlowDrawingProps) {
  const named = actorWords(flow);
  const kind = flow.identity?.kind === 'system' ? 'system' : 'user';
  const bands = ['Set up once', 'Each time code needs a new token'] as const;
  return (
    <section
      aria-label="Seven steps"
      className="w-[816px] overflow-hidden rounded-lg border bg-surface max-xl:hidden"
    >
      <ul aria-label="Who takes part" className="relative h-[60px] border-b bg-canvas">
        {actors.map((actor) => (
          <li
            key={actor}
            className={`absolute top-2 grid h-11 w-[172px] content-center rounded-md border px-2.5 ${
              actor === 'machine' && flow.vm
                ? kind === 'system'
                  ? 'border-system-line bg-system-soft'
                  : 'border-user-line bg-user-soft'
                : 'border-line-strong bg-surface'
            }`}
            style={{ left: left + laneX[actor] - 86 }}
          >
            <span className="truncate font-semibold text-sm leading-4">{named[actor].name}</span>
            <span className="flex items-center gap-1 truncate text-ink-2 text-xs">
              <ActorIcon actor={actor} />
              <span className="truncate">{named[actor].what}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className="relative" style={{ height }}>
        <svg
          aria-hidden="true"
          width="736"
          height={height}
          className="pointer-events-none absolute top-0 z-10"
          style={{ left }}
        >
          {actors.map((actor) => (
            <path
              key={actor}
              d={`M${laneX[actor]} 0V${height}`}
              className="stroke-line-strong"
              strokeDasharray="2 3"
            />
          ))}
          {steps.map((step) => (
            <Arrow key={step.number} step={step} running={isRunning(step)} />
          ))}
        </svg>
        <Band top={0}>{bands[0]}</Band>
        <Band top={bandHeight + 4 * rowHeight}>{bands[1]}</Band>
        <ol>
          {steps.map((step) => {
            const isOpen = step.number === open;
            const soft = isOpen ? 'bg-accent-soft' : 'bg-surface';
            // A loop hangs below its label, so that one begins further left.
            const labelX = left + Math.min(laneX[step.from], 460) + (step.from === step.to ? -38 : 8);
            return (
              <li key={step.number}>
                <PortalLink
                  href={hrefOf(step.number)}
                  aria-current={isOpen ? 'step' : undefined}
                  data-flow-step={step.number}
                  className={`absolute inset-x-0 ${isOpen ? 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]' : 'hover:bg-canvas'}`}
                  style={{ top: topOf(step), height: rowHeight }}
                >
                  <StepDot step={step} className="absolute top-11 left-3" />
                  <span
                    className="absolute top-2.5 z-20"
                    style={{ left: Math.max(labelX, 48), maxWidth: 816 - Math.max(labelX, 48) - 12 }}
                  >
                    <span
                      className={`block w-max max-w-full truncate px-1 font-semibold leading-[17px] ${soft}`}
                    >
                      <span className="sr-only">Step {step.number}: </span>
                      {step.title}
                    </span>
                    <span
                      className={`block w-max max-w-full truncate px-1 text-ink-2 text-xs leading-[15px] ${soft}`}
                    >
                      {step.line}
                    </span>
                  </span>
                  <span className="sr-only">
                    From {named[step.from].name} to {named[step.to].name}.{' '}
                    {isRunning(step) ? 'Probe running' : stateWords[step.state]}.
                  </span>
                  <span className={`absolute top-[47px] right-9 z-20 px-1 text-ink-2 text-xs ${soft}`}>
                    <Certainty step={step} />
                  </span>
                  <span className="absolute top-[48px] right-3.5" title={stateWords[step.state]}>
                    <StateIcon state={step.state} size={15} />
                  </span>
                </PortalLink>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
