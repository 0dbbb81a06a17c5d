import 'server-only';
import { bindStep } from '@/lib/changes/steps/all-steps';
import type { Operation } from '@/lib/model/operation';

/** How it is known that the steps that are done were done: each way once, in the words of the actions. */
export function proofOf({ steps }: Pick<Operation, 'steps'>): string {
  const sentences = steps.flatMap((step) => {
    if (step.state !== 'succeeded' && step.state !== 'unchanged') return [];
    const bound = bindStep(step);
    return bound.ok ? [bound.step.proof] : [];
  });
  return [...new Set(sentences)].join(' ');
}
