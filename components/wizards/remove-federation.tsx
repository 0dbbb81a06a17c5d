'use client';

import { PlanButton } from '@/components/plans/plan-button';

export function RemoveFederation({ identityId, name }: { identityId: string; name: string }) {
  return (
    <PlanButton
      size="sm"
      variant="quiet"
      label="Remove"
      title={`No longer let ${name} sign in`}
      steps={() => [{ kind: 'remove-federated-credential', stage: 0, input: { identityId, name } }]}
    />
  );
}
