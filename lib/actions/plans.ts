'use server';

import { redirect } from 'next/navigation';
import { findPlan, removeDraft, saveDraft, saveUndo } from '@/lib/changes/plan/drafts';
import { byId, confirmRequest, draftRequest } from '@/lib/changes/plan/requests';
import type { PlanErrors } from '@/lib/changes/plan/review';
import { undoPlan } from '@/lib/changes/plan/undo-plan';
import { confirmPlan as confirm } from '@/lib/changes/run/confirm-plan';
import { cancel, findOperation, retry } from '@/lib/changes/run/operation-service';
import type { FieldErrors } from '@/lib/model/action-result';
import type { StalePlan } from '@/lib/model/plan-review';
import { inScope, routes } from '@/lib/routes';
import { InvalidInput, operatorAction } from './operator-action';

/** Stores a plan, new or in place of an own draft. Answers its ID, for its address. */
export const createDraft = operatorAction('createDraft', draftRequest, async (plan, { caller }) => {
  const saved = await saveDraft(caller, plan);
  if (saved.ok) return { id: saved.id };
  throw new InvalidInput(byStep(saved.errors));
});

/**
 * Confirms a plan and leads to its operation. Answers the new review instead when something is not as it was seen.
 * Called by a form, also before the page is hydrated.
 */
export const confirmPlan = operatorAction(
  'confirmPlan',
  confirmRequest,
  async (request, { caller }): Promise<StalePlan> => {
    const confirmed = await confirm(request, caller);
    if (confirmed.kind === 'stale') return confirmed.stale;
    if (confirmed.kind === 'invalid') throw new InvalidInput(confirmed.fields);
    const { state } = await findPlan(request.id, caller);
    const to = state === 'confirmed' ? routes.operation(request.id) : routes.plan(request.id);
    redirect(inScope(to, request.scope));
  },
);

/** Skips what of an operation has not begun. */
export const cancelOperation = operatorAction('cancelOperation', byId, async ({ id }, { caller }) => {
  await cancel(id, caller);
});

/** Begins an operation again from what failed. */
export const retryOperation = operatorAction('retryOperation', byId, async ({ id }, { caller }) => {
  await retry(id, caller);
});

/** Stores a plan that undoes an operation. Answers the plan's ID. */
export const undoOperation = operatorAction('undoOperation', byId, async ({ id }, { caller }) => {
  const { operation } = await findOperation(id, caller);
  const { steps, impossible } = undoPlan(operation);
  if (steps.length === 0)
    throw new InvalidInput({ '': impossible.length > 0 ? impossible : ['There is nothing to undo.'] });
  const title = `Undo: ${operation.title}`.slice(0, 300);
  return { id: await saveUndo(caller, { title, steps, undoOf: id, notUndone: impossible }) };
});

/** Deletes an own draft. That there is none any more is fine: it is gone. */
export const deleteDraft = operatorAction('deleteDraft', byId, async ({ id }, { caller }) => {
  await removeDraft(id, caller);
});

function byStep(errors: PlanErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([index, fields]) =>
      Object.entries(fields).map(([field, message]) => [`steps.${index}.${field}`, [message]]),
    ),
  );
}
