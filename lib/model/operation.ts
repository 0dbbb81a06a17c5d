import type { AzureFault } from '@/lib/arm/fault';
import type { StoredStep, Undo } from './step';
import type { ShownProbe } from './token-probe';

/** `waiting`: stored, not begun. `failed`: a step ended badly, what came before it holds. */
export type OperationState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** `unchanged`: Azure was so already. `skipped`: not begun, because something before it failed or it was cancelled. */
export type StepState = 'waiting' | 'running' | 'succeeded' | 'unchanged' | 'failed' | 'skipped';

export interface OperationStep extends StoredStep {
  readonly position: number;
  readonly stage: number;
  readonly title: string;
  readonly state: StepState;
  readonly attempts: number;
  /** Epoch milliseconds; -1 until then. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** How far it is, or what is worth knowing. */
  readonly note: string;
  readonly fault: AzureFault | null;
  readonly undo: Undo | null;
}

export interface Operation {
  readonly id: string;
  readonly tenantId: string;
  readonly objectId: string;
  readonly who: string;
  readonly title: string;
  readonly state: OperationState;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly correlationId: string;
  readonly undoOf: string;
  readonly cancelRequested: boolean;
  readonly steps: readonly OperationStep[];
}

/** An operation as a person sees it. */
export interface ShownOperation extends Operation {
  /** How it is known that what is done was done, in sentences; '' while nothing is. */
  readonly proof: string;
  /** What its token probes found, in the order of its steps. */
  readonly probes: readonly ShownProbe[];
}

/** An operation in a list: how far it is, without its steps. */
export interface OperationSummary {
  readonly id: string;
  readonly title: string;
  readonly state: OperationState;
  readonly who: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Steps done, and all of them. */
  readonly done: number;
  readonly total: number;
}

/** A step of a plan: what to do, and after which others. */
export interface PlannedStep extends StoredStep {
  readonly stage: number;
}

export function hasEnded(state: OperationState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** An operation as it stands in a list. */
export function summaryOf(operation: Operation): OperationSummary {
  const { id, title, state, who, createdAt, updatedAt, steps } = operation;
  const done = steps.filter((step) => step.state === 'succeeded' || step.state === 'unchanged').length;
  return { id, title, state, who, createdAt, updatedAt, done, total: steps.length };
}
