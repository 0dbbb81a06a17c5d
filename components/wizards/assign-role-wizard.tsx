'use client';

import { nameOf } from '@/lib/arm/arm-id';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import { routes } from '@/lib/routes';
import { accessSteps } from './access';
import { AccessFields } from './access-fields';
import { EntityPicker } from './entity-picker';
import { Wizard } from './wizard';
import { formQuery, useAccess, useIds, useWizardPage } from './wizard-state';

/** Give an identity access: who, what and where. */
export function AssignRoleWizard({ forms }: { forms: FormActions }) {
  const [page, setPage] = useWizardPage('who');
  const [principals, setPrincipals] = useIds('principal');
  const [access, setAccess] = useAccess();
  const steps = principals.flatMap((id) => accessSteps(forms, access, id, 0));
  const [first] = principals;
  const name = first === undefined ? 'an identity' : nameOf(first);
  const title = principals.length > 1 ? `Give ${principals.length} identities access` : `Give ${name} access`;
  return (
    <Wizard
      title={title}
      subtitle="A grant is a role assignment in Azure’s words. Nothing has been changed yet."
      back={{ label: 'Grants', href: routes.roleAssignments() }}
      at={page}
      onGo={(next) => void setPage(next)}
      plan={() => ({
        title,
        steps,
        origin: {
          form: 'assign-role',
          armId: '',
          query: formQuery({ page, ids: { principal: principals }, access }),
        },
      })}
      pages={[
        {
          id: 'who',
          title: 'Who',
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
          title: 'Access',
          missing: access.length === 0 ? 'Add at least one grant.' : undefined,
          content: <AccessFields access={access} onChange={setAccess} />,
        },
      ]}
    />
  );
}
