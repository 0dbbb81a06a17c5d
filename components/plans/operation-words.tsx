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
