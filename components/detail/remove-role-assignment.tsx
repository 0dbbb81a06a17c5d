'use client';

import { PlanButton } from '@/components/plans/plan-button';

export function RemoveRoleAssignment({
  title,
  input,
}: {
  title: string;
  input: Readonly<Record<string, string>>;
}) {
  return (
    <PlanButton
      label="Remove…"
      variant="danger"
      title={title}
      steps={() => [{ kind: 'remove-role', stage: 0, input }]}
    />
  );
}
