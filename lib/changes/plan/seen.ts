import 'server-only';
import { createHash } from 'node:crypto';
import type { PlanChanges, PlanReview, StepReview } from '@/lib/model/plan-review';
import type { ImpactRow } from '@/lib/model/step';

/** What a person looks at in a review, and what each step was computed from. */
interface Shown {
  readonly steps: readonly StepReview[];
  /** State of each step's target as Azure answered it. */
  readonly states: readonly unknown[];
  readonly impact: readonly ImpactRow[];
  readonly gaps: readonly string[];
}

const digestLength = 10;

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** All of a step that says something; times and request ids of a fault differ each time and say nothing. */
function essenceOf(step: StepReview, state: unknown): unknown {
  const { fault, permissions, ...rest } = step;
  return [
    Object.entries(rest).sort(([left], [right]) => (left < right ? -1 : 1)),
    fault && [fault.code, fault.status],
    permissions.map(({ action, scope, verdict, role }) => [action, scope, verdict, role]),
    state,
  ];
}

/** The hash a confirmation is bound to, and digests by which its parts can be told apart later. */
export function seenOf({ steps, states, impact, gaps }: Shown): Pick<PlanReview, 'hash' | 'seen'> {
  const parts = [
    steps.map((step, index) => sha256(essenceOf(step, states[index]))),
    impact.map(sha256),
    [sha256(gaps)],
  ];
  const seen = parts.map((part) => part.map((digest) => digest.slice(0, digestLength)).join(',')).join(';');
  return { hash: sha256(parts), seen };
}

/** What changed since a person saw a review whose digests were `before`. */
export function changesSince(before: string, { seen, steps }: PlanReview): PlanChanges {
  const [oldSteps = [], oldImpact = [], oldGaps = []] = partsOf(before);
  const [newSteps = [], newImpact = [], newGaps = []] = partsOf(seen);
  const known = new Set(oldImpact);
  const now = new Set(newImpact);
  return {
    steps: steps.flatMap(({ position }, index) => (newSteps[index] === oldSteps[index] ? [] : [position])),
    impact: newImpact.flatMap((digest, index) => (known.has(digest) ? [] : [index])),
    impactGone: oldImpact.filter((digest) => !now.has(digest)).length,
    gaps: newGaps[0] !== oldGaps[0],
  };
}

function partsOf(seen: string): string[][] {
  return seen.split(';').map((part) => (part === '' ? [] : part.split(',')));
}
