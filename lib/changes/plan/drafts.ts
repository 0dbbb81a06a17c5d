import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import type { PlannedStep } from '@/lib/model/operation';
import type { DraftSummary, PlanDraft, PlanOrigin } from '@/lib/model/plan';
import { currentStore } from '@/lib/store/database';
import { DraftStore, type StoredPlan } from '@/lib/store/drafts';
import { titleFor } from './plan-title';
import { bindPlan, type PlanErrors } from './review';

const newest = 100;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function currentDrafts(): Promise<DraftStore> {
  return new DraftStore(await currentStore());
}

/** What the caller's tenant has under a plan's id; `none` for anything that is no id, and for another tenant's. */
export async function findPlan(id: string, caller: Caller): Promise<StoredPlan> {
  if (!guid.test(id)) return { state: 'none' };
  return (await currentDrafts()).find(id.toLowerCase(), caller.tenantId);
}

/** Plans of the tenant that nobody has confirmed yet, newest first. */
export async function listDrafts(caller: Caller): Promise<DraftSummary[]> {
  const drafts = await (await currentDrafts()).list(caller.tenantId, newest);
  return drafts.map((draft) => ({
    id: draft.id,
    title: titleFor(draft, caller),
    who: draft.who,
    own: draft.objectId === caller.objectId,
    steps: draft.steps.length,
    createdAt: draft.createdAt,
    expiresAt: draft.expiresAt,
  }));
}

export type Saved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly errors: PlanErrors };

/**
 * Stores a plan in place of an open draft of the caller's, or as a new one where there is none such (any more). Nothing
 * is asked of Azure.
 */
export async function saveDraft(
  caller: Caller,
  plan: {
    readonly title: string;
    readonly steps: readonly PlannedStep[];
    readonly origin: PlanOrigin | null;
    readonly replaces: string;
  },
): Promise<Saved> {
  const bound = bindPlan(plan.steps);
  if (!bound.ok) return bound;
  // What a step does not know of an input is not kept.
  const steps = bound.steps.map(({ kind, input, stage }) => ({ kind, input, stage }));
  const { title, origin, replaces } = plan;
  const content = { title, steps, origin, undoOf: '', notUndone: [] };
  return { ok: true, id: await keep(caller, content, replaces) };
}

/** Stores a plan that undoes an operation of the caller's. Answers its ID. */
export async function saveUndo(
  caller: Caller,
  undo: Pick<PlanDraft, 'title' | 'steps' | 'undoOf' | 'notUndone'>,
): Promise<string> {
  return keep(caller, { ...undo, origin: null }, '');
}

async function keep(
  caller: Caller,
  content: Pick<PlanDraft, 'title' | 'steps' | 'undoOf' | 'notUndone' | 'origin'>,
  replaces: string,
): Promise<string> {
  const drafts = await currentDrafts();
  const { tenantId, objectId, name: who } = caller;
  if (replaces !== '' && (await drafts.edit(replaces, { tenantId, objectId }, content))) return replaces;
  const id = randomUUID();
  await drafts.create(id, { tenantId, objectId, who }, content);
  return id;
}

/** Deletes the caller's own draft. False when there is none to delete. */
export async function removeDraft(id: string, { tenantId, objectId }: Caller): Promise<boolean> {
  return (await currentDrafts()).remove(id, { tenantId, objectId });
}
