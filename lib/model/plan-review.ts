import type { AzureFault } from '@/lib/arm/fault';
import type { ImpactRow } from './step';

export interface CodeFile {
  readonly name: string;
  readonly text: string;
}

/** A plan in one language: its files, the first being the one to begin with, and the command that deploys them, or ''. */
export interface CodeForm {
  readonly files: readonly CodeFile[];
  readonly run: string;
}

/** A plan for people who prefer code. */
export interface PlanCode {
  readonly az: CodeForm;
  readonly bicep: CodeForm;
  readonly arm: CodeForm;
  readonly terraform: CodeForm;
}

/** `conditional`: allowed where a condition holds that only Azure evaluates. */
export type Verdict = 'allowed' | 'missing' | 'denied' | 'conditional' | 'unknown';

/** One permission a step needs, and whether the caller has it. */
export interface PermissionVerdict {
  readonly action: string;
  readonly scope: string;
  readonly scopeName: string;
  readonly verdict: Verdict;
  /** What takes it away, or why it cannot be known; '' otherwise. */
  readonly reason: string;
  /** Smallest built-in role that has all the step lacks there; '' when nothing is missing or no role has it. */
  readonly role: string;
  /** People and groups that could grant it, as far as the caller can see. */
  readonly granters: readonly string[];
}

export interface StepReview {
  readonly position: number;
  readonly stage: number;
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly title: string;
  readonly detail: string;
  /** `done`: Azure is so already. `blocked`: Azure would refuse. `unknown`: something could not be read. */
  readonly state: 'ready' | 'done' | 'blocked' | 'unknown';
  /** Why it is blocked or unknown, when it is not for permissions. */
  readonly blocker: string;
  readonly fault: AzureFault | null;
  readonly permissions: readonly PermissionVerdict[];
  /** How to go back; '' when there is nothing to say. */
  readonly undo: string;
  readonly undoable: boolean;
}

/** A plan as it stands against Azure right now. */
export interface PlanReview {
  readonly steps: readonly StepReview[];
  readonly impact: readonly ImpactRow[];
  readonly code: PlanCode;
  /** Of the plan and of the state it was computed from: what a confirmation is bound to. */
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly checkedAt: number;
  readonly ready: number;
  readonly blocked: number;
  /** What of the estate could not be seen while this was computed. */
  readonly gaps: readonly string[];
}
