import 'server-only';
import { Suspense } from 'react';
import { LazyFaultNotice } from '@/components/ui/lazy-fault-notice';
import { countOf } from '@/components/ui/num';
import { asResult } from '@/lib/arm/azure-error';
import type { ReviewWork } from '@/lib/changes/run/inspect';
import { PlanFormIsland } from './plan-islands';

/** A short plan is shown when it is reviewed; a long one says meanwhile how far it is, at most this often. */
const leastSteps = 20;
const maxUpdates = 25;

export function Reviewed({ done, total }: { done: number; total: number }) {
  return (
    <p role="status" className="text-ink-2">
      Checking the plan against Azure… Reviewed {done} of {countOf(total, 'step')}.
    </p>
  );
}

interface ReviewSoFarProps {
  id: string;
  revision: number;
  work: ReviewWork;
  /** Steps that are on screen as reviewed. */
  shown: number;
  scope: string;
}

/** The review when it is done; until then a line that is sent again, further on, whenever some more steps are reviewed. */
export async function ReviewSoFar({ id, revision, work, shown, scope }: ReviewSoFarProps) {
  const { progress } = work;
  await progress.reached(shown + Math.max(leastSteps, Math.ceil(progress.total / maxUpdates)));
  if (progress.ended) return <Review id={id} revision={revision} work={work} scope={scope} />;
  const { done, total } = progress;
  return (
    <Suspense fallback={<Reviewed done={done} total={total} />}>
      <ReviewSoFar id={id} revision={revision} work={work} shown={done} scope={scope} />
    </Suspense>
  );
}

async function Review({ id, revision, work, scope }: Omit<ReviewSoFarProps, 'shown'>) {
  const reviewed = await asResult(() => work.result);
  if (!reviewed.ok) return <LazyFaultNotice fault={reviewed.fault} />;
  if (reviewed.value.ok)
    // What was entered belongs to one version of the plan.
    return <PlanFormIsland key={`${id} ${revision}`} id={id} review={reviewed.value.review} scope={scope} />;
  const sentences = Object.values(reviewed.value.errors).flatMap((fields) =>
    Object.entries(fields).map(([field, message]) => `${field === '' ? '' : `${field}: `}${message}`),
  );
  return (
    <section role="alert" className="rounded-md border border-critical bg-surface p-4">
      <p className="font-semibold text-critical">This plan has errors</p>
      <ul className="mt-1 list-disc pl-5">
        {[...new Set(sentences)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
