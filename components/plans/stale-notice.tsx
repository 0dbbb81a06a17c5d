'use client';

import { countOf } from '@/components/ui/num';
import type { StalePlan } from '@/lib/model/plan-review';

/** Says that something changed since the review was shown, and where to find what. */
export function StaleNotice({ stale: { review, changed } }: { stale: StalePlan }) {
  const steps = review.steps.filter(({ position }) => changed.steps.includes(position));
  const sentences = [
    ...steps.map(({ position, title }) => `Step ${position + 1}, ${title}.`),
    ...(changed.impact.length > 0
      ? [`What changes: ${countOf(changed.impact.length, 'line')} marked as changed.`]
      : []),
    ...(changed.impactGone > 0
      ? [`What changes: ${countOf(changed.impactGone, 'line')} of before no longer there.`]
      : []),
    ...(changed.gaps ? ['What you can see of the estate.'] : []),
  ];
  return (
    <section role="alert" className="rounded-md border border-access bg-access-soft px-3.5 py-2">
      <p>Something changed since this was shown, so nothing was done. Look again, then confirm.</p>
      <ul className="list-disc pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
