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
import { useAccessEntry } from './use-access-entry';
import { useInputErrors } from './use-input-errors';
import { Wizard } from './wizard';
import { formQuery, useAccess, useIds, useTexts, useWizardPage } from './wizard-state';

const names = ['name', 'subscription', 'group', 'location', 'tags', 'isolation'] as const;

/** Create a user-assigned identity, attach it to VMs and assign roles to it: one plan, as much of it as is wanted. */
export function CreateIdentityWizard({ forms }: { forms: FormActions }) {
  const [page, setPage] = useWizardPage('what');
  const { get, set, all } = useTexts(names);
  const [machines, setMachines] = useIds('vms');
  const entry = useAccessEntry(...useAccess());
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
    ...accessSteps(forms, entry.all, identityId, 3),
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
      subtitle="A standalone identity that several resources can share. No changes are made until you confirm."
      back={{ label: 'Identities', href: routes.identities() }}
      at={page}
      onGo={(next) => void setPage(next)}
      plan={() => ({
        title: `Create ${name}`,
        steps,
        origin: {
          form: 'create-identity',
          armId: '',
          query: formQuery({ page, texts: all, ids: { vms: machines }, access: entry.all }),
        },
      })}
      pages={[
        {
          id: 'what',
          title: 'Basics',
          missing,
          content: (
            <div className="max-w-2xl space-y-4">
              <PlaceFields place={place} onChange={set} />
              <TextField
                label="Name"
                value={name}
                onChange={(value) => set({ name: value })}
                error={name === '' ? '' : errors.name}
                hint="Name it after its purpose, for example id-orders-reader."
              />
              <TextField
                label="Tags"
                value={get('tags')}
                onChange={(value) => set({ tags: value })}
                error={tags.error}
                placeholder="owner=team-orders, cost=1234"
                hint="Comma-separated name=value pairs"
              />
              <Choice
                label="Isolation scope"
                value={isolation}
                onChange={(value) => set({ isolation: value === 'None' ? '' : value })}
                options={[
                  { value: 'None', title: 'None', text: 'Resources in any region can use it.' },
                  {
                    value: 'Regional',
                    title: 'Regional',
                    text: 'Only resources in the same region can use it. Limits the impact of an outage or a compromise.',
                  },
                ]}
              />
            </div>
          ),
        },
        {
          id: 'machines',
          title: 'Attach to VMs',
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
          title: 'Role assignments',
          missing: entry.missing,
          content: <AccessFields entry={entry} />,
        },
      ]}
    />
  );
}
