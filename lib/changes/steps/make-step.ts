import type { PlannedStep } from '@/lib/model/operation';
import type { GivenTo, StepKind } from './all-steps';

/**
 * A step of a plan, its input checked by the compiler against what the action takes. Safe in the browser: the actions
 * themselves are known here as types only.
 * @param of the action, or its words
 */
export function makeStep<const Kind extends StepKind>(
  of: { readonly kind: Kind },
  input: GivenTo<Kind>,
  stage = 0,
): PlannedStep {
  return { kind: of.kind, input: { ...input }, stage };
}
