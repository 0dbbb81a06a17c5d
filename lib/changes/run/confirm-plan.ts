import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import { currentDrafts, findPlan } from '@/lib/changes/plan/drafts';
import { titleFor } from '@/lib/changes/plan/plan-title';
import type { ConfirmRequest } from '@/lib/changes/plan/requests';
import { bindPlan, type InspectedPlan } from '@/lib/changes/plan/review';
import { changesSince } from '@/lib/changes/plan/seen';
import { refreshedEstate } from '@/lib/estate/snapshot/snapshots';
import type { FieldErrors } from '@/lib/model/action-result';
import { needsOf, type PlanReview, type StalePlan } from '@/lib/model/plan-review';
import { secretProblem } from '@/lib/model/secret-rules';
import { inspect, reviewTimeoutMs } from './inspect';
import { type OperationService, operationServiceOf } from './operation-service';

export type Confirmed =
  /** It is an operation by now, whoever confirmed it; or it is gone. Its address says which. */
  | { readonly kind: 'confirmed' | 'not open' }
  | { readonly kind: 'invalid'; readonly fields: FieldErrors }
  /** Something is not as the person saw it: nothing was done. */
  | { readonly kind: 'stale'; readonly stale: StalePlan };

/** What is missing or wrong in a confirmation, by field of its form. */
function lackingIn(
  review: PlanReview,
  { skip, typedName, secrets }: Pick<ConfirmRequest, 'skip' | 'typedName' | 'secrets'>,
): FieldErrors {
  const { running, blocked, nameToType, secrets: needed } = needsOf(review.steps, new Set(skip));
  const fields: Record<string, readonly string[]> = {};
  if (running.length === 0) fields[''] = ['There is nothing to do.'];
  if (blocked.length > 0)
    fields.skip = blocked.map(({ position, title }) => `Step ${position + 1} cannot be done: ${title}.`);
  if (typedName !== nameToType && nameToType !== '') fields.typedName = [`Type ${nameToType} to confirm.`];
  for (const need of needed) {
    const problem = secretProblem(need, secrets[need.key] ?? '');
    if (problem !== '') fields[`secrets.${need.key}`] = [`${need.label}: ${problem}`];
  }
  return fields;
}

/** Whether what the person saw depends on more of the estate than the steps' own targets. */
function touchesOthers({ steps, impact }: PlanReview): boolean {
  return steps.some(({ undoable }) => !undoable) || impact.some(({ tone }) => tone === 'lost');
}

/** The review of now. Where somebody loses something, in an estate that was refreshed after the confirmation. */
async function reviewNow(inspected: InspectedPlan, hash: string, signal: AbortSignal): Promise<PlanReview> {
  const { review } = inspected;
  if (review.hash !== hash || !touchesOthers(review)) return review;
  const { snapshot } = await refreshedEstate(signal);
  return inspected.reviewIn(snapshot.view);
}

/**
 * Makes a plan an operation and begins it, if everything is still as the person saw it: `hash` is that of their review.
 * Confirmed any number of times, by any number of people, it becomes one operation. Throws AzureError.
 */
export async function confirmPlan(request: ConfirmRequest, caller: Caller): Promise<Confirmed> {
  const plan = await findPlan(request.id, caller);
  if (plan.state !== 'open') return { kind: plan.state === 'confirmed' ? 'confirmed' : 'not open' };
  const { draft } = plan;
  const bound = bindPlan(draft.steps);
  if (!bound.ok)
    return {
      kind: 'invalid',
      fields: { '': Object.values(bound.errors).flatMap((fields) => Object.values(fields)) },
    };
  const service = await operationServiceOf(caller);
  const signal = AbortSignal.timeout(reviewTimeoutMs);
  const inspected = await inspect(service, bound.steps, signal);
  const review = await reviewNow(inspected, request.hash, signal);
  if (review.hash !== request.hash)
    return { kind: 'stale', stale: { review, changed: changesSince(request.seen, review) } };
  const secrets = Object.fromEntries(
    Object.entries(request.secrets).map(([key, value]) => [key.toLowerCase(), value]),
  );
  const fields = lackingIn(review, { ...request, secrets });
  if (Object.keys(fields).length > 0) return { kind: 'invalid', fields };
  const skipped = new Set(request.skip);
  const stored = await (await currentDrafts()).confirm(
    {
      id: draft.id,
      tenantId: caller.tenantId,
      objectId: caller.objectId,
      who: caller.name,
      title: titleFor(draft, caller),
      correlationId: randomUUID(),
      undoOf: draft.undoOf,
      planHash: request.hash,
      steps: review.steps
        .filter(({ position }) => !skipped.has(position))
        .map(({ kind, input, stage, title }) => ({ kind, input, stage, title })),
      code: inspected.codeWithout(skipped),
    },
    draft.revision,
  );
  if (!stored) return notStored(service, request);
  service.runner.begin(draft.id, secrets);
  return { kind: 'confirmed' };
}

/** Somebody was faster: they confirmed, edited, or deleted it. */
async function notStored({ caller }: OperationService, request: ConfirmRequest): Promise<Confirmed> {
  const { state } = await findPlan(request.id, caller);
  if (state === 'confirmed') return { kind: 'confirmed' };
  return state === 'open' ? confirmPlan(request, caller) : { kind: 'not open' };
}
