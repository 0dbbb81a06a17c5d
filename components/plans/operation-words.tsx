import { Tag, type Tone } from '@/components/ui/tag';
import type { OperationState, StepState } from '@/lib/model/operation';

const operationTones: Record<OperationState, Tone> = {
  waiting: 'neutral',
  running: 'accent',
  succeeded: 'ok',
  failed: 'critical',
  cancelled: 'access',
};

export function OperationTag({ state }: { state: OperationState }) {
  return <Tag tone={operationTones[state]}>{state}</Tag>;
}

const stepWords: Record<StepState, { text: string; style: string }> = {
  waiting: { text: 'waiting', style: 'text-ink-3' },
  running: { text: 'running…', style: 'text-accent' },
  succeeded: { text: '✓ done', style: 'text-ok' },
  unchanged: { text: '✓ so already', style: 'text-ok' },
  failed: { text: '✕ failed', style: 'text-critical' },
  skipped: { text: 'not begun', style: 'text-ink-3' },
};

export function StepWord({ state }: { state: StepState }) {
  const { text, style } = stepWords[state];
  return <span className={`text-sm whitespace-nowrap ${style}`}>{text}</span>;
}

/** `4.2 s`, `3 min 10 s`. */
export function durationText(ms: number): string {
  if (ms < 0) return '';
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
