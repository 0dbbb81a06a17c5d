'use client';

import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import { imageNames, images } from '@/lib/model/machine-images';
import type { PlannedStep } from '@/lib/model/operation';
import { routes } from '@/lib/routes';
import { accessSteps } from './access';
import { AccessFields } from './access-fields';
import { EntityPicker } from './entity-picker';
import { Choice, SelectField, TextField } from './fields';
import { groupIdOf, groupSteps, PlaceFields, useChoices, useGroupExists } from './place-fields';
import { checking, useInputErrors } from './use-input-errors';
import { Wizard } from './wizard';
import { formQuery, useAccess, useIds, useTexts, useWizardPage } from './wizard-state';

const names = [
  'name',
  'subscription',
  'group',
  'location',
  'size',
  'image',
  'user',
  'key',
  'system',
  'subnet',
  'range',
] as const;
const sizes = ['Standard_B1s', 'Standard_B2s', 'Standard_D2s_v5', 'Standard_D4s_v5'];

/** Create a virtual machine that has its identities, and their access, from its first second. */
export function CreateMachineWizard({ forms }: { forms: FormActions }) {
  const [page, setPage] = useWizardPage('machine');
  const { get, set, all } = useTexts(names);
  const [identities, setIdentities] = useIds('identity');
  const [access, setAccess] = useAccess();
  const place = { subscription: get('subscription'), group: get('group'), location: get('location') };
  const groupExists = useGroupExists(place);
  const subnets = useChoices('subnets', place.subscription);
  const groupId = groupIdOf(place);
  const image = imageNames.find((one) => one === get('image')) ?? 'ubuntu-22.04';
  const windows = images[image].windows;
  const subnet = get('subnet');
  const range = get('range');
  const input = {
    groupId,
    name: get('name'),
    location: place.location,
    image,
    ...(get('size') === '' ? {} : { size: get('size') }),
    ...(get('user') === '' ? {} : { adminUser: get('user') }),
    sshPublicKey: windows ? '' : get('key').trim(),
    system: get('system') === 'yes',
    identityIds: identities,
    network:
      subnet === ''
        ? { kind: 'new' as const, ...(range === '' ? {} : { addressPrefix: range }) }
        : { kind: 'existing' as const, subnetId: subnet },
  };
  const creation = makeStep(forms.createMachine, input, 1);
  const { errors, problem } = useInputErrors(creation);
  const errorOf = (field: string, value: string) => (value === '' ? '' : errors[field]);
  const machineId = `${groupId}/providers/Microsoft.Compute/virtualMachines/${input.name}`;
  const steps: PlannedStep[] = [
    ...groupSteps(forms, place, groupExists),
    creation,
    ...(input.system ? accessSteps(forms, access, machineId, 2) : []),
    ...identities.flatMap((id) => accessSteps(forms, access, id, 2)),
  ];
  return (
    <Wizard
      title="Create a virtual machine with an identity"
      subtitle="By a template deployment, as the Azure CLI does. Nothing has been changed yet."
      back={{ label: 'Virtual machines', href: routes.vms() }}
      at={page}
      onGo={(next) => void setPage(next)}
      plan={() => ({
        title: `Create ${input.name}`,
        steps,
        origin: {
          form: 'create-machine',
          armId: '',
          query: formQuery({ page, texts: all, ids: { identity: identities }, access }),
        },
      })}
      pages={[
        {
          id: 'machine',
          title: 'Machine',
          missing:
            groupId === '' || place.location === ''
              ? 'Say where it lies.'
              : (errors.name ?? (problem === checking ? checking : undefined)),
          content: (
            <div className="max-w-2xl space-y-4">
              <PlaceFields place={place} onChange={set} />
              <TextField
                label="Name"
                value={input.name}
                onChange={(name) => set({ name })}
                error={errorOf('name', input.name)}
              />
              <SelectField
                label="Image"
                value={image}
                onChange={(value) => set({ image: value })}
                options={imageNames.map((value) => ({ value, label: images[value].label }))}
              />
              <TextField
                label="Size"
                value={get('size')}
                onChange={(size) => set({ size })}
                suggestions={sizes}
                placeholder="Standard_B2s"
                error={errorOf('size', get('size'))}
              />
            </div>
          ),
        },
        {
          id: 'entry',
          title: 'Sign-in and network',
          missing: problem,
          content: (
            <div className="max-w-2xl space-y-4">
              <TextField
                label="Administrator"
                value={get('user')}
                onChange={(user) => set({ user })}
                placeholder="azureuser"
                error={errorOf('adminUser', get('user'))}
              />
              {windows ? (
                <p className="text-ink-2">
                  The administrator’s password is asked for when you confirm the plan, and is not stored.
                </p>
              ) : (
                <TextField
                  label="SSH public key"
                  value={get('key')}
                  onChange={(key) => set({ key })}
                  mono
                  placeholder="ssh-ed25519 AAAA…"
                  error={errorOf('sshPublicKey', get('key'))}
                  hint="The public one. There is no password to lose."
                />
              )}
              <SelectField
                label="Subnet"
                value={subnet}
                onChange={(value) => set({ subnet: value })}
                options={(subnets.data ?? [])
                  .filter((one) => one.location === place.location)
                  .map(({ id, name }) => ({ value: id, label: name }))}
                none="A new network of its own"
                hint="No public address either way: reach it through Bastion or from inside."
                error={subnets.error?.message}
              />
              {subnet === '' && (
                <TextField
                  label="Address range"
                  value={range}
                  onChange={(value) => set({ range: value })}
                  placeholder="10.0.0.0/24"
                  error={errorOf('network.addressPrefix', range)}
                />
              )}
            </div>
          ),
        },
        {
          id: 'identity',
          title: 'Which identity',
          content: (
            <div className="space-y-4">
              <Choice
                label="An identity of its own"
                value={input.system ? 'yes' : 'no'}
                onChange={(value) => set({ system: value === 'yes' ? 'yes' : '' })}
                options={[
                  {
                    value: 'yes',
                    title: 'System-assigned',
                    text: 'Created with the machine and deleted with it; nobody else can use it.',
                  },
                  {
                    value: 'no',
                    title: 'None of its own',
                    text: 'Only the user-assigned ones below, if any.',
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
        { id: 'access', title: 'Access', content: <AccessFields access={access} onChange={setAccess} /> },
      ]}
    />
  );
}
