'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import type { ButtonSize, ButtonVariant } from '@/components/ui/button-style';
import { useScope } from '@/lib/browser/use-scope';
import type { PlannedStep } from '@/lib/model/operation';
import { inScope, routes } from '@/lib/routes';
import { keepDraft } from './open-plan';

interface PlanButtonProps {
  /** What is on the button. */
  label: string;
  /** What the plan and the operation are called. */
  title: string;
  /** Made when it is pressed: what is on screen may have moved since it was drawn. */
  steps: () => readonly PlannedStep[] | Promise<readonly PlannedStep[]>;
  variant?: ButtonVariant;
  size?: ButtonSize;
  disabledReason?: string | undefined;
}

/** Leads to the review of a plan. Changes nothing itself. */
export function PlanButton({ label, title, steps, variant, size, disabledReason }: PlanButtonProps) {
  const router = useRouter();
  const scope = useScope();
  const open = async () => {
    const draft = keepDraft({ title, steps: await steps(), undoOf: '' });
    router.push(inScope(routes.plan(draft), scope));
  };
  return (
    <Button
      {...(variant ? { variant } : {})}
      {...(size ? { size } : {})}
      disabledReason={disabledReason}
      onClick={() => void open()}
    >
      {label}
    </Button>
  );
}
