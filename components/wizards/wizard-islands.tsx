'use client';

import type { DehydratedState } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { FormActions } from '@/lib/changes/offers/form-actions';

interface WizardProps {
  /** What the server sent along; null where it did not know the estate yet. */
  queries: DehydratedState | null;
  forms: FormActions;
}

/** The first page of a form is drawn by the server; what it takes to fill it in comes with the first touch. */
function wizard(load: () => Promise<ComponentType<{ forms: FormActions }>>): ComponentType<WizardProps> {
  return whenNeeded(async () => {
    const [Wizard, { Queries }] = await Promise.all([load(), import('@/components/live/queries')]);
    return ({ queries, forms }: WizardProps) => (
      <Queries state={queries}>
        <Wizard forms={forms} />
      </Queries>
    );
  });
}

export const CreateIdentityIsland = wizard(
  async () => (await import('./create-identity-wizard')).CreateIdentityWizard,
);
export const CreateMachineIsland = wizard(
  async () => (await import('./create-machine-wizard')).CreateMachineWizard,
);
export const GiveIdentityIsland = wizard(
  async () => (await import('./give-identity-wizard')).GiveIdentityWizard,
);
export const AssignRoleIsland = wizard(async () => (await import('./assign-role-wizard')).AssignRoleWizard);
