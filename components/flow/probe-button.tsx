import { PlanButton } from '@/components/plans/plan-button';
import type { ButtonSize, ButtonVariant } from '@/components/ui/button-style';
import type { FlowDetail } from '@/lib/model/flow-detail';

interface ProbeButtonProps {
  probe: FlowDetail['probe'];
  /** Why it can't be run; '' when it can. */
  noProbe: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** Leads to the review of a probe: nothing runs before it is confirmed there. */
export function ProbeButton({ probe, noProbe, variant = 'primary', size = 'md' }: ProbeButtonProps) {
  return (
    <PlanButton
      label="Run probe"
      variant={variant}
      size={size}
      plan={() => ({ title: probe?.title ?? '', steps: probe?.steps ?? [] })}
      disabledReason={noProbe === '' ? undefined : noProbe}
    />
  );
}
