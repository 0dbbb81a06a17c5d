'use client';

import { nameOf } from '@/lib/arm/arm-id';
import { routes } from '@/lib/routes';
import { accessSteps } from './access';
import { AccessFields } from './access-fields';
import { EntityPicker } from './entity-picker';
import { Wizard } from './wizard';
import { formQuery, useAccess, useIds, useWizardPage } from './wizard-state';

/** Give an identity access: who, what and where. */
export function AssignRoleWizard() {
  const [page, setPage] = useWizardPage('who');
  const [holders, setHolders] = useIds('holder');
  const [access, setAccess] = useAccess();
  const steps = holders.flatMap((id) => accessSteps(access, id, 0));
  const [first] = holders;
  const name = first === undefined ? 'an identity' : nameOf(first);
  const title = holders.length > 1 ? `Give ${holders.length} identities access` : `Give ${name} access`;
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
          query: formQuery({ page, ids: { holder: holders }, access }),
        },
      })}
      pages={[
        {
          id: 'who',
          title: 'Who',
          missing: holders.length === 0 ? 'Choose an identity.' : undefined,
          content: (
            <EntityPicker
              label="Identities"
              what="holders"
              chosen={holders}
              onChange={(ids) => void setHolders(ids.length === 0 ? null : ids)}
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
