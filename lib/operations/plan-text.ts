import type { AsCode, BoundStep, ObservedStep } from '@/lib/steps/step';

/** A plan for people who prefer code. `null`: no step can be said that way. */
export interface PlanCode {
  readonly az: string;
  readonly bicep: string;
  readonly terraform: string;
}

/** The same plan as commands, as Bicep and as Terraform. */
export function planCode(steps: readonly (BoundStep | ObservedStep)[]): PlanCode {
  const codes: AsCode[] = steps.map((step) => step.code());
  const join = (parts: readonly (string | null)[], comment: string) =>
    parts.map((part) => part ?? `${comment} One step has no word here: use its az command.`).join('\n\n');
  return {
    az: codes.flatMap(({ az }) => az).join('\n'),
    bicep: join(
      codes.map(({ bicep }) => bicep),
      '//',
    ),
    terraform: join(
      codes.map(({ terraform }) => terraform),
      '#',
    ),
  };
}
