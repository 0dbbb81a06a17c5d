import 'server-only';
import { createHash } from 'node:crypto';
import { toFault } from '@/lib/azure/to-fault';
import { bindStep } from '@/lib/changes/steps/all-steps';
import { systemIdentityId } from '@/lib/changes/steps/fields';
import type { BoundStep, ObservedStep } from '@/lib/changes/steps/step';
import type { AzureWriter } from '@/lib/model/azure-writer';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { PlannedStep } from '@/lib/model/operation';
import type { PlanReview, StepReview } from '@/lib/model/plan-review';
import type { ImpactRow } from '@/lib/model/step';
import { planCode } from './plan-text';
import type { Preflight } from './preflight';

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
}

type Observed = { ok: true; observation: ObservedStep } | { ok: false; fault: StepReview['fault'] };

async function observe(bound: BoundStep, azure: AzureWriter): Promise<Observed> {
  try {
    return { ok: true, observation: await bound.observe(azure) };
  } catch (error) {
    return { ok: false, fault: toFault(error, bound.title) };
  }
}

/** What of an id's own making and what below it a plan's earlier steps take away. */
function plannedBefore(steps: readonly PlannedBound[], stage: number): Set<string> {
  const ids = new Set<string>();
  for (const step of steps) {
    if (step.stage >= stage) continue;
    for (const id of step.bound.creates) ids.add(id.toLowerCase());
    if (step.kind === 'enable-system-assigned')
      ids.add(systemIdentityId(step.bound.machine ?? '').toLowerCase());
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

function limitText({ kind, bound }: PlannedBound, estate: EstateReader): string {
  if (kind !== 'assign-role' && kind !== 'restore-role') return '';
  const subscription = /^\/subscriptions\/[^/]+/i.exec(bound.target)?.[0]?.toLowerCase();
  if (subscription === undefined) return '';
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
    all
      .filter((one) => one.kind === 'remove-delete-lock' && one.stage < stage)
      .map((one) => one.bound.target.toLowerCase()),
  );
  const base = { position, stage, kind, input, title: bound.title, detail: bound.detail };
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

/** Looks at Azure and says of each step whether it can be done, what it changes, and what it is as code. */
export async function reviewPlan(steps: readonly PlannedBound[], parts: ReviewParts): Promise<PlanReview> {
  const { azure, estate } = parts;
  const observed = await Promise.all(steps.map(({ bound }) => observe(bound, azure)));
  const reviews = await Promise.all(
    steps.map((step, index) => {
      const observation = observed[index];
      if (!observation) throw new Error('A step was not observed.');
      return reviewStep(step, index, observation, steps, parts);
    }),
  );
  const previews = await Promise.all(observed.map((one) => previewed(one, azure)));
  const impact: ImpactRow[] = observed.flatMap((one, index) => [
    ...(one.ok && !one.observation.done ? one.observation.impact(estate) : []),
    ...(previews[index] ?? []),
  ]);
  const states = observed.map((one) => (one.ok ? one.observation.state : one.fault?.code));
  const text = JSON.stringify([steps.map(({ kind, input, stage }) => [kind, input, stage]), states]);
  return {
    steps: reviews,
    impact,
    code: planCode(
      steps.map((step, index) => {
        const observation = observed[index];
        const known = observation?.ok ? observation.observation : step.bound;
        return { title: step.bound.title, code: () => known.code() };
      }),
    ),
    hash: createHash('sha256').update(text).digest('hex'),
    checkedAt: Date.now(),
    ready: reviews.filter(({ state }) => state === 'ready' || state === 'unknown').length,
    blocked: reviews.filter(({ state }) => state === 'blocked').length,
    gaps: estate.gaps.map(({ title }) => title),
  };
}
