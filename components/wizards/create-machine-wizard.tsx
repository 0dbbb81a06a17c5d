'use client';

import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import type { PlannedStep } from '@/lib/model/operation';
import { routes } from '@/lib/routes';
import { accessSteps } from './access';
import { AccessFields } from './access-fields';
import { EntityPicker } from './entity-picker';
import { Choice } from './fields';
import {
  MachineBasics,
  machineFieldNames,
  machineInput,
  NetworkFields,
  SignInFields,
} from './machine-fields';
import { groupIdOf, groupSteps, PlaceFields, useGroupExists } from './place-fields';
import { useAccessEntry } from './use-access-entry';
import { checking, useInputErrors } from './use-input-errors';
import { Wizard } from './wizard';
import { formQuery, useAccess, useIds, useTexts, useWizardPage } from './wizard-state';

const names = [...machineFieldNames, 'subscription', 'group', 'location', 'system'] as const;

/** Create a virtual machine that has its identities, and their roles, from its first second. */
export function CreateMachineWizard({ forms }: { forms: FormActions }) {
  const [page, setPage] = useWizardPage('machine');
  const { get, set, all } = useTexts(names);
  const [identities, setIdentities] = useIds('identity');
  const entry = useAccessEntry(...useAccess());
  const place = { subscription: get('subscription'), group: get('group'), location: get('location') };
  const groupExists = useGroupExists(place);
  const groupId = groupIdOf(place);
  const input = {
    groupId,
    location: place.location,
    ...machineInput(get),
    system: get('system') === 'yes',
    identityIds: identities,
  };
  const creation = makeStep(forms.createMachine, input, 1);
  const { errors, problem } = useInputErrors(creation);
  const fields = { get, set, errors };
  const machineId = `${groupId}/providers/Microsoft.Compute/virtualMachines/${input.name}`;
  const unassigned =
    entry.all.length > 0 && !input.system && identities.length === 0
      ? 'The VM has no identity to assign a role to. Choose one in the step before, or remove the role assignments.'
      : undefined;
  const steps: PlannedStep[] = [
    ...groupSteps(forms, place, groupExists),
    creation,
    ...(input.system ? accessSteps(forms, entry.all, machineId, 2) : []),
    ...identities.flatMap((id) => accessSteps(forms, entry.all, id, 2)),
  ];
  return (
    <Wizard
      title="Create virtual machine"
      subtitle="Deployed with an ARM template. No changes are made until you confirm."
      back={{ label: 'Virtual machines', href: routes.vms() }}
      at={page}
      onGo={(next) => void setPage(next)}
      plan={() => ({
        title: `Create ${input.name}`,
        steps,
        origin: {
          form: 'create-machine',
          armId: '',
          query: formQuery({ page, texts: all, ids: { identity: identities }, access: entry.all }),
        },
      })}
      pages={[
        {
          id: 'machine',
          title: 'Basics',
          missing:
            groupId === '' || place.location === ''
              ? 'Choose a subscription, resource group, and region.'
              : // What is changed on a later page is checked too, and must not lead back here.
                (errors.name ?? (page === 'machine' && problem === checking ? checking : undefined)),
          content: (
            <div className="max-w-2xl space-y-4">
              <PlaceFields place={place} onChange={set} regionHint="The VM’s region." />
              <MachineBasics {...fields} />
            </div>
          ),
        },
        {
          id: 'entry',
          title: 'Administrator and networking',
          missing: problem,
          content: (
            <div className="max-w-2xl space-y-4">
              <SignInFields {...fields} />
              <NetworkFields {...fields} subscription={place.subscription} location={place.location} />
            </div>
          ),
        },
        {
          id: 'identity',
          title: 'Identity',
          content: (
            <div className="space-y-4">
              <Choice
                label="System-assigned identity"
                value={input.system ? 'yes' : 'no'}
                onChange={(value) => set({ system: value === 'yes' ? 'yes' : '' })}
                options={[
                  {
                    value: 'yes',
                    title: 'On',
                    text: 'Created and deleted with the VM. Can’t be shared.',
                  },
                  {
                    value: 'no',
                    title: 'Off',
                    text: 'Use only user-assigned identities.',
                  },
                ]}
              />
              <EntityPicker
                label="User-assigned identities"
                what="user-assigned"
                chosen={identities}
                onChange={(ids) => void setIdentities(ids.length === 0 ? null : ids)}
              />
            </div>
          ),
        },
        {
          id: 'access',
          title: 'Role assignments',
          missing: entry.missing ?? unassigned,
          content: <AccessFields entry={entry} />,
        },
      ]}
    />
  );
}
