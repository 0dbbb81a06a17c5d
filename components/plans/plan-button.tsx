'use client';

import { sentencesOf } from '@/components/plans/action-problem';
import { Button } from '@/components/ui/button';
import type { ButtonSize, ButtonVariant } from '@/components/ui/button-style';
import { type NewPlan, useDraft } from './use-draft';

interface PlanButtonProps {
  /** What is on the button. */
  label: string;
  /** Made when it is pressed: what is on screen may have changed since it was drawn. Rejects with a PortalFault. */
  plan: () => NewPlan | Promise<NewPlan>;
  variant?: ButtonVariant;
  size?: ButtonSize;
  disabledReason?: string | undefined;
}

/** Leads to the review of a plan. Changes nothing itself. */
export function PlanButton({ label, plan, variant, size, disabledReason }: PlanButtonProps) {
  const { open, pending, failure } = useDraft();
  return (
    <>
      <Button
        {...(variant ? { variant } : {})}
        {...(size ? { size } : {})}
        disabledReason={disabledReason ?? (pending ? 'The plan is being stored.' : undefined)}
        onClick={() => void open(plan)}
      >
        {label}
      </Button>
      {failure !== null && (
        <span role="alert" className="self-center text-sm text-critical">
          {sentencesOf(failure).join(' ')}
        </span>
      )}
    </>
  );
}
