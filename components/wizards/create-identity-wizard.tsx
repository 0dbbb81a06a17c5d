'use client';

import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import type { PlannedStep } from '@/lib/model/operation';
import { routes } from '@/lib/routes';
import { accessSteps } from './access';
import { AccessFields } from './access-fields';
import { EntityPicker } from './entity-picker';
import { Choice, TextField } from './fields';
import { groupIdOf, groupSteps, PlaceFields, useGroupExists } from './place-fields';
import { parseTags } from './tags-text';
import { useInputErrors } from './use-input-errors';
import { Wizard } from './wizard';
import { formQuery, useAccess, useIds, useTexts, useWizardPage } from './wizard-state';

const names = ['name', 'subscription', 'group', 'location', 'tags', 'isolation'] as const;

/** Create a user-assigned identity, attach it to machines and grant it access: one plan, as much of it as is wanted. */
export function CreateIdentityWizard({ forms }: { forms: FormActions }) {
  const [page, setPage] = useWizardPage('what');
  const { get, set, all } = useTexts(names);
  const [machines, setMachines] = useIds('vms');
  const [access, setAccess] = useAccess();
  const place = { subscription: get('subscription'), group: get('group'), location: get('location') };
  const groupExists = useGroupExists(place);
  const groupId = groupIdOf(place);
  const name = get('name');
  const tags = parseTags(get('tags'));
  const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  const isolation = get('isolation') === 'Regional' ? 'Regional' : 'None';
  const creation = makeStep(
    forms.createIdentity,
    { groupId, name, location: place.location, tags: tags.tags, isolationScope: isolation },
    1,
  );
  const { errors, problem } = useInputErrors(creation);
  const steps: PlannedStep[] = [
    ...groupSteps(forms, place, groupExists),
    creation,
    ...machines.map((machineId) =>
      makeStep(forms.attachIdentities, { machineId, identityIds: [identityId] }, 2),
    ),
    ...accessSteps(forms, access, identityId, 3),
  ];
  const missing =
    groupId === '' || place.location === ''
      ? 'Choose a subscription, resource group, and region.'
      : name === ''
        ? 'Enter a name.'
        : tags.error !== ''
          ? tags.error
          : problem;
  return (
    <Wizard
      title="Create a user-assigned identity"
      subtitle="A resource of its own: it can be shared by many, and stays until somebody deletes it. Nothing has been changed yet."
      back={{ label: 'Identities', href: routes.identities() }}
      at={page}
      onGo={(next) => void setPage(next)}
      plan={() => ({
        title: `Create ${name}`,
        steps,
        origin: {
          form: 'create-identity',
          armId: '',
          query: formQuery({ page, texts: all, ids: { vms: machines }, access }),
        },
      })}
      pages={[
        {
          id: 'what',
          title: 'What',
          missing,
          content: (
            <div className="max-w-2xl space-y-4">
              <PlaceFields place={place} onChange={set} />
              <TextField
                label="Name"
                value={name}
                onChange={(value) => set({ name: value })}
                error={name === '' ? '' : errors.name}
                hint="After what it is for, not after who asked: id-orders-reader."
              />
              <TextField
                label="Tags"
                value={get('tags')}
                onChange={(value) => set({ tags: value })}
                error={tags.error}
                placeholder="owner=team-orders, cost=1234"
                hint="name=value, separated by commas"
              />
              <Choice
                label="Isolation scope"
                value={isolation}
                onChange={(value) => set({ isolation: value === 'None' ? '' : value })}
                options={[
                  { value: 'None', title: 'None', text: 'Resources of every region can use it.' },
                  {
                    value: 'Regional',
                    title: 'Regional',
                    text: 'Only resources of its own region can use it. This keeps a failure, or a thief, in one region.',
                  },
                ]}
              />
            </div>
          ),
        },
        {
          id: 'machines',
          title: 'Machines',
          content: (
            <EntityPicker
              label="Attach it to"
              what="machines"
              chosen={machines}
              onChange={(ids) => void setMachines(ids.length === 0 ? null : ids)}
            />
          ),
        },
        {
          id: 'access',
          title: 'Access',
          content: <AccessFields access={access} onChange={setAccess} />,
        },
      ]}
    />
  );
}
