import type { BoundStep, ObservedStep } from '@/lib/changes/steps/step';
import type { PlanCode } from '@/lib/model/plan-review';
import type { AsCode } from '@/lib/model/step';

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
