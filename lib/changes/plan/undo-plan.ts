import type { Operation, PlannedStep } from '@/lib/model/operation';

export interface UndoPlan {
  readonly steps: readonly PlannedStep[];
  /** What was done and cannot be undone, one sentence each. */
  readonly impossible: readonly string[];
}

/** The steps that undo what an operation did, last first, each after the one before; and what of it cannot be undone. */
export function undoPlan({ steps: done }: Pick<Operation, 'steps'>): UndoPlan {
  const steps: PlannedStep[] = [];
  const impossible: string[] = [];
  for (const { undo, title, state } of done.toReversed()) {
    if (state !== 'succeeded') continue;
    if (undo === null) impossible.push(`${title}: how to undo it is not known.`);
    else if (!undo.possible) impossible.push(`${title}: ${undo.why}`);
    else for (const { kind, input } of undo.steps) steps.push({ kind, input, stage: steps.length });
  }
  return { steps, impossible };
}
