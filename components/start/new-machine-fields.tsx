'use client';

import { SelectField, TextField } from '@/components/wizards/fields';
import { KeyPairField } from '@/components/wizards/key-pair-field';
import { machineInput } from '@/components/wizards/machine-fields';
import { imageNames, images } from '@/lib/model/machine-images';

type Field = 'name' | 'image' | 'key';

interface NewMachineFieldsProps {
  get: (name: Field) => string;
  set: (change: Partial<Record<Field, string>>) => void;
  errors: Readonly<Record<string, string>>;
}

const defaultName = 'vm-app-01';

function imageOf(get: (name: Field) => string) {
  return imageNames.find((one) => one === get('image')) ?? 'ubuntu-22.04';
}

/** Input of the step that creates it, with its system-assigned identity, in a network of its own. */
export function newMachineInput(groupId: string, location: string, get: (name: Field) => string) {
  const own = (name: string): string => {
    if (name === 'name') return get(name) || defaultName;
    // The other fields of a virtual machine are not asked for here: '' is the step's default.
    return name === 'image' || name === 'key' ? get(name) : '';
  };
  return { groupId, location, ...machineInput(own), system: true, identityIds: [] };
}

/** What a new virtual machine needs besides its place; size and network are Azure CLI's defaults, shown in the review. */
export function NewMachineFields({ get, set, errors }: NewMachineFieldsProps) {
  const image = imageOf(get);
  const name = get('name') || defaultName;
  return (
    <div className="max-w-2xl space-y-4">
      <TextField label="Name" value={name} onChange={(value) => set({ name: value })} error={errors.name} />
      <SelectField
        label="Image"
        value={image}
        onChange={(value) => set({ image: value })}
        options={imageNames.map((value) => ({ value, label: images[value].label }))}
      />
      {images[image].windows ? (
        <p className="text-ink-2">
          The administrator’s password is asked for when you confirm the plan, and is not stored.
        </p>
      ) : (
        <KeyPairField
          value={get('key')}
          onChange={(key) => set({ key })}
          name={name}
          error={get('key') === '' ? '' : errors.sshPublicKey}
        />
      )}
    </div>
  );
}
