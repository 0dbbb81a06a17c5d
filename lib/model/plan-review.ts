import type { AzureFault } from '@/lib/arm/fault';
import type { SecretRules } from './secret-rules';
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

/** A password or the like that a step needs. Asked for with the confirmation, and never stored. */
export interface SecretNeed extends SecretRules {
  /** What the step finds it by, in lower case. */
  readonly key: string;
  /** What it is, for people. */
  readonly label: string;
}

export interface StepReview {
  readonly position: number;
  readonly stage: number;
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly title: string;
  readonly detail: string;
  /** It runs once: Azure cannot be asked afterwards whether it happened, and it is never repeated by itself. */
  readonly once: boolean;
  /** What is typed to confirm it; '' for nothing. */
  readonly nameToType: string;
  /** `done`: Azure is so already. `blocked`: Azure would refuse. `unknown`: something could not be read. */
  readonly state: 'ready' | 'done' | 'blocked' | 'unknown';
  /** Why it is blocked or unknown, when it is not for permissions. */
  readonly blocker: string;
  readonly fault: AzureFault | null;
  readonly permissions: readonly PermissionVerdict[];
  /** Which Azure roles carry it out, as a sentence; '' where the permissions say enough. */
  readonly roles: string;
  /** How to go back; '' when there is nothing to say. */
  readonly undo: string;
  readonly undoable: boolean;
  readonly secrets: readonly SecretNeed[];
}

/** A plan as it stands against Azure right now. */
export interface PlanReview {
  readonly steps: readonly StepReview[];
  readonly impact: readonly ImpactRow[];
  readonly code: PlanCode;
  /** Of everything the person sees and of the state it was computed from: what a confirmation is bound to. */
  readonly hash: string;
  /** Short digests of its parts, to say afterwards which of them changed. */
  readonly seen: string;
  /** Epoch milliseconds. */
  readonly checkedAt: number;
  readonly ready: number;
  readonly blocked: number;
  /** What of the estate could not be seen while this was computed. */
  readonly gaps: readonly string[];
}

/** What of a review is not as it was when the person saw it. */
export interface PlanChanges {
  /** Positions of steps. */
  readonly steps: readonly number[];
  /** Indexes of impact rows that were not there, or were others. */
  readonly impact: readonly number[];
  /** Impact rows that were there and are not any more. */
  readonly impactGone: number;
  readonly gaps: boolean;
}

/** Answer to a confirmation of what has changed meanwhile: nothing was done. */
export interface StalePlan {
  readonly review: PlanReview;
  readonly changed: PlanChanges;
}

/** What the steps that would run, given those skipped, still need of the person. */
export function needsOf(
  steps: readonly StepReview[],
  skipped: ReadonlySet<number>,
): {
  readonly running: readonly StepReview[];
  readonly blocked: readonly StepReview[];
  readonly nameToType: string;
  readonly secrets: readonly SecretNeed[];
} {
  const running = steps.filter(({ state, position }) => state !== 'done' && !skipped.has(position));
  return {
    running,
    blocked: running.filter(({ state }) => state === 'blocked'),
    nameToType: running.find(({ nameToType }) => nameToType !== '')?.nameToType ?? '',
    secrets: running.flatMap(({ secrets }) => secrets),
  };
}
