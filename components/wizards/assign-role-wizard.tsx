'use client';

import { nameOf } from '@/lib/arm/arm-id';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import { routes } from '@/lib/routes';
import { accessSteps } from './access';
import { AccessFields } from './access-fields';
import { EntityPicker } from './entity-picker';
import { useAccessEntry } from './use-access-entry';
import { Wizard } from './wizard';
import { formQuery, useAccess, useIds, useWizardPage } from './wizard-state';

function titleOf(principals: readonly string[]): string {
  const [first] = principals;
  if (first === undefined) return 'Add role assignment';
  return `Add role assignment for ${principals.length > 1 ? `${principals.length} identities` : nameOf(first)}`;
}

/** Assign roles to identities: which identity, which role, which scope. */
export function AssignRoleWizard({ forms }: { forms: FormActions }) {
  const [page, setPage] = useWizardPage('who');
  const [principals, setPrincipals] = useIds('principal');
  const entry = useAccessEntry(...useAccess());
  const steps = principals.flatMap((id) => accessSteps(forms, entry.all, id, 0));
  const title = titleOf(principals);
  return (
    <Wizard
      title={title}
      subtitle="No changes are made until you confirm."
      back={{ label: 'Role assignments', href: routes.roleAssignments() }}
      at={page}
      onGo={(next) => void setPage(next)}
      plan={() => ({
        title,
        steps,
        origin: {
          form: 'assign-role',
          armId: '',
          query: formQuery({ page, ids: { principal: principals }, access: entry.all }),
        },
      })}
      pages={[
        {
          id: 'who',
          title: 'Identity',
          missing: principals.length === 0 ? 'Choose an identity.' : undefined,
          content: (
            <EntityPicker
              label="Identities"
              what="principals"
              chosen={principals}
              onChange={(ids) => void setPrincipals(ids.length === 0 ? null : ids)}
            />
          ),
        },
        {
          id: 'access',
          title: 'Role and scope',
          missing:
            entry.missing ?? (entry.all.length === 0 ? 'Add at least one role assignment.' : undefined),
          content: <AccessFields entry={entry} />,
        },
      ]}
    />
  );
}
