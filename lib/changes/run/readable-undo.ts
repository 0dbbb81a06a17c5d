import 'server-only';
import { bindStep } from '@/lib/changes/steps/all-steps';
import type { Operation } from '@/lib/model/operation';

/** Why what was stored cannot be used, in words for whoever reads it. */
export const storedDifferently =
  'this version of the portal cannot read how the step was stored. Make a new plan instead.';

/**
 * The operation with what of its undo can be read: an action may take other fields now than when it was stored, or be
 * gone. Told where the undo is offered, and not found out when somebody confirms it.
 */
export function withReadableUndo(operation: Operation): Operation {
  const steps = operation.steps.map((step) => {
    if (!step.undo?.possible || step.undo.steps.every((back) => bindStep(back).ok)) return step;
    return { ...step, undo: { possible: false, why: storedDifferently } as const };
  });
  return { ...operation, steps };
}
