import 'server-only';
import { withCallContext } from '@/lib/azure/call-context';
import { Preflight } from '@/lib/changes/plan/preflight';
import { Progress } from '@/lib/changes/plan/progress';
import {
  bindPlan,
  type InspectedPlan,
  inspectPlan,
  type PlanErrors,
  type PlannedBound,
} from '@/lib/changes/plan/review';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import type { PlannedStep } from '@/lib/model/operation';
import type { PlanReview } from '@/lib/model/plan-review';
import type { OperationService } from './operation-service';

/** A review that takes longer is given up: Azure does not answer. */
export const reviewTimeoutMs = 120_000;

/** Reviews a plan against Azure as it is now, with the rights of the service's caller. Throws AzureError. */
export async function inspect(
  { azure, caller }: Pick<OperationService, 'azure' | 'caller'>,
  steps: readonly PlannedBound[],
  signal: AbortSignal,
  reviewed?: () => void,
): Promise<InspectedPlan> {
  const { snapshot } = await readyEstate(signal);
  const estate = snapshot.view;
  const roles = () => snapshot.records.roles.values();
  const preflight = new Preflight({ azure, estate, roles, objectId: caller.objectId });
  return withCallContext({ signal }, () =>
    inspectPlan(steps, { azure, estate, preflight, ...(reviewed ? { reviewed } : {}) }),
  );
}

export type Reviewed =
  | { readonly ok: true; readonly review: PlanReview }
  | { readonly ok: false; readonly errors: PlanErrors };

/** A review that is under way. */
export interface ReviewWork {
  readonly progress: Progress;
  /** Rejects with AzureError. */
  readonly result: Promise<Reviewed>;
}

/** Begins to review a plan. `left` is aborted when whoever reads it is gone. */
export function startReview(
  service: Pick<OperationService, 'azure' | 'caller'>,
  steps: readonly PlannedStep[],
  left?: AbortSignal,
): ReviewWork {
  const progress = new Progress(steps.length);
  const work = async (): Promise<Reviewed> => {
    const bound = bindPlan(steps);
    if (!bound.ok) return bound;
    const limit = AbortSignal.timeout(reviewTimeoutMs);
    const signal = left ? AbortSignal.any([limit, left]) : limit;
    const { review } = await inspect(service, bound.steps, signal, () => progress.step());
    return { ok: true, review };
  };
  const result = work().finally(() => progress.end());
  // Whoever shows the result hears of its failure; nobody may be left to show it to.
  result.catch(() => {});
  return { progress, result };
}
