import 'server-only';
import { subscriptionScopeOf } from '@/lib/arm/arm-id';
import { Limiter } from '@/lib/azure/limiter';
import { toFault } from '@/lib/azure/to-fault';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import { bindStep } from '@/lib/changes/steps/all-steps';
import { namesOf } from '@/lib/changes/steps/names';
import type { BoundStep, ObservedStep } from '@/lib/changes/steps/step';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { Names } from '@/lib/model/names';
import type { PlannedStep } from '@/lib/model/operation';
import type { PlanCode, PlanReview, StepReview } from '@/lib/model/plan-review';
import type { ImpactRow } from '@/lib/model/step';
import { planCode } from './plan-text';
import type { Preflight } from './preflight';
import { seenOf } from './seen';

/** More than there may be calls at once, so that none is idle; not all of a long plan, or they would all end at the end. */
const stepsAtOnce = 48;

/** https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits */
const maxRoleAssignments = 4000;

export interface PlannedBound extends PlannedStep {
  readonly bound: BoundStep;
}

/** Errors of a plan's input: by step, then by field. */
export type PlanErrors = Readonly<Record<number, Readonly<Record<string, string>>>>;

/** Parses every step of a plan. */
export function bindPlan(
  steps: readonly PlannedStep[],
): { ok: true; steps: PlannedBound[] } | { ok: false; errors: PlanErrors } {
  const errors: Record<number, Readonly<Record<string, string>>> = {};
  const bound: PlannedBound[] = [];
  for (const [index, step] of steps.entries()) {
    const result = bindStep(step);
    if (result.ok) bound.push({ ...step, input: result.step.input, bound: result.step });
    else errors[index] = result.errors;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, steps: bound };
}

interface ReviewParts {
  readonly azure: AzureWriter;
  readonly estate: EstateReader;
  readonly preflight: Preflight;
  /** Called after each step that is reviewed. */
  readonly reviewed?: () => void;
}

/** A reviewed plan, with what it was computed from. */
export interface InspectedPlan {
  readonly review: PlanReview;
  /** The same steps as they were observed, in the estate as it is by now. Asks nothing of Azure. */
  reviewIn(estate: EstateReader): PlanReview;
  /** The plan as code, without the steps at these positions. */
  codeWithout(skipped: ReadonlySet<number>): PlanCode;
}

type Observed = { ok: true; observation: ObservedStep } | { ok: false; fault: StepReview['fault'] };

async function observe(bound: BoundStep, azure: AzureWriter, names: Names): Promise<Observed> {
  try {
    return { ok: true, observation: await bound.observe(azure) };
  } catch (error) {
    return { ok: false, fault: toFault(error, bound.title(names)) };
  }
}

/** What of an id's own making and what below it a plan's earlier steps take away. */
function plannedBefore(steps: readonly PlannedBound[], stage: number): Set<string> {
  const ids = new Set<string>();
  for (const step of steps) {
    if (step.stage >= stage) continue;
    for (const id of step.bound.creates) ids.add(id.toLowerCase());
  }
  return ids;
}

async function lockText(
  bound: BoundStep,
  preflight: Preflight,
  unlocked: ReadonlySet<string>,
): Promise<string> {
  const about = [
    ...bound.deletes.map((id) => ({ id, deletes: true })),
    // The lock itself may always be changed.
    ...(/\/locks\/[^/]+$/i.test(bound.target) ? [] : [{ id: bound.target, deletes: false }]),
  ];
  for (const { id, deletes } of about) {
    const locks = (await preflight.locksOn(id, deletes)) ?? [];
    const lock = locks.find((one) => !unlocked.has(one.id.toLowerCase()));
    if (lock) return `The lock “${lock.name}” (${lock.level}) forbids it: ${lock.id}`;
  }
  return '';
}

function limitText({ bound }: PlannedBound, estate: EstateReader): string {
  if (bound.countsTowards !== 'role assignments') return '';
  const subscription = subscriptionScopeOf(bound.target).toLowerCase();
  if (subscription === '') return '';
  let used = 0;
  for (const row of estate.roleAssignments.live())
    if (estate.roleAssignment(row).scope.startsWith(subscription)) used += 1;
  return used >= maxRoleAssignments
    ? `The subscription has ${used} role assignments; Azure allows ${maxRoleAssignments}.`
    : '';
}

async function reviewStep(
  step: PlannedBound,
  position: number,
  observed: Observed,
  all: readonly PlannedBound[],
  { estate, preflight }: ReviewParts,
): Promise<StepReview> {
  const { bound, stage, kind, input } = step;
  const planned = plannedBefore(all, stage);
  const unlocked = new Set(
    all.filter((one) => one.stage < stage).flatMap((one) => one.bound.unlocks.map((id) => id.toLowerCase())),
  );
  const names = namesOf(estate);
  const base = {
    position,
    stage,
    kind,
    input,
    title: bound.title(names),
    detail: bound.detail(names),
    once: bound.once,
    roles: bound.roles,
  };
  const own = new Set([...planned, ...bound.creates.map((id) => id.toLowerCase())]);
  const requirements = observed.ok ? observed.observation.requires() : bound.requires();
  const permissions = await preflight.check(requirements, own);
  if (!observed.ok) {
    return {
      ...base,
      state: 'unknown',
      blocker: '',
      fault: observed.fault,
      permissions,
      undo: '',
      undoable: false,
      nameToType: bound.nameToType,
      secrets: bound.secrets,
    };
  }
  const { observation } = observed;
  const undo = observation.undo();
  const blocker = observation.done
    ? ''
    : (observation.blocker(planned) ??
      ((await lockText(bound, preflight, unlocked)) || limitText(step, estate)));
  const refused = permissions.some(({ verdict }) => verdict === 'missing' || verdict === 'denied');
  const unknown = permissions.some(({ verdict }) => verdict === 'unknown');
  return {
    ...base,
    state: observation.done ? 'done' : blocker !== '' || refused ? 'blocked' : unknown ? 'unknown' : 'ready',
    blocker,
    fault: null,
    permissions,
    undo: undo.possible ? undo.note : undo.why,
    undoable: undo.possible,
    nameToType: observation.done ? '' : bound.nameToType,
    secrets: observation.done ? [] : bound.secrets,
  };
}

/** What Azure says by itself about a step; that it could not be asked is said too. */
async function previewed(one: Observed, azure: AzureWriter): Promise<readonly ImpactRow[]> {
  if (!one.ok || one.observation.done) return [];
  try {
    return await one.observation.previewChanges(azure);
  } catch (error) {
    const { code, message } = toFault(error, 'Ask Azure what would change');
    return [{ what: 'Azure’s own what-if', before: '—', after: code, note: message, tone: 'unknown' }];
  }
}

/**
 * Looks at Azure, once for each step, and says of each whether it can be done, what it changes, and what it is as code.
 * Faults of Azure become part of the review.
 */
export async function inspectPlan(
  steps: readonly PlannedBound[],
  parts: ReviewParts,
): Promise<InspectedPlan> {
  const { azure } = parts;
  const names = namesOf(parts.estate);
  const turns = new Limiter(stepsAtOnce);
  const inspected = await Promise.all(
    steps.map((step, index) =>
      turns.run(async () => {
        const observed = await observe(step.bound, azure, names);
        const review = await reviewStep(step, index, observed, steps, parts);
        const preview = await previewed(observed, azure);
        parts.reviewed?.();
        return { step, observed, review, preview };
      }),
    ),
  );
  const reviews = inspected.map(({ review }) => review);
  const states = inspected.map(({ observed }) =>
    observed.ok ? observed.observation.state : observed.fault?.code,
  );
  const checkedAt = Date.now();
  const codeWithout = (skipped: ReadonlySet<number>): PlanCode =>
    planCode(
      inspected
        .filter((_, position) => !skipped.has(position))
        .map(({ step, observed }) => {
          const known = observed.ok ? observed.observation : step.bound;
          return { title: step.bound.title(names), code: () => known.code(names) };
        }),
    );
  const code = codeWithout(new Set());
  const reviewIn = (estate: EstateReader): PlanReview => {
    const impact: ImpactRow[] = inspected.flatMap(({ observed, preview }) => [
      ...(observed.ok && !observed.observation.done ? observed.observation.impact(estate, names) : []),
      ...preview,
    ]);
    const gaps = estate.gaps.map(({ title }) => title);
    return {
      steps: reviews,
      impact,
      code,
      ...seenOf({ steps: reviews, states, impact, gaps }),
      checkedAt,
      ready: reviews.filter(({ state }) => state === 'ready' || state === 'unknown').length,
      blocked: reviews.filter(({ state }) => state === 'blocked').length,
      gaps,
    };
  };
  return { review: reviewIn(parts.estate), reviewIn, codeWithout };
}

/** The review alone. */
export async function reviewPlan(steps: readonly PlannedBound[], parts: ReviewParts): Promise<PlanReview> {
  return (await inspectPlan(steps, parts)).review;
}
