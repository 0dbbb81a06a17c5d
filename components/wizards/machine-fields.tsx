'use client';

import { imageNames, images, type SignInWay, usesPassword } from '@/lib/model/machine-images';
import { Choice, SelectField, TextField } from './fields';
import { KeyPairField } from './key-pair-field';
import { useChoices } from './place-fields';

/** What a form keeps of a new virtual machine, each a text of its address; '' stands for the default. */
export const machineFieldNames = [
  'name',
  'size',
  'image',
  'user',
  'signin',
  'key',
  'subnet',
  'range',
] as const;
export type MachineField = (typeof machineFieldNames)[number];

type Get = (name: MachineField) => string;

interface MachineFieldsProps {
  get: Get;
  set: (change: Partial<Record<MachineField, string>>) => void;
  /** Sentences by field of the step's input. */
  errors: Readonly<Record<string, string>>;
}

/** Sizes offered by name; others can be typed. https://learn.microsoft.com/azure/virtual-machines/sizes/overview */
const sizes = ['Standard_B1s', 'Standard_B2s', 'Standard_D2s_v5', 'Standard_D4s_v5'];

function choicesIn(get: Get) {
  const image = imageNames.find((one) => one === get('image')) ?? 'ubuntu-22.04';
  const signIn: SignInWay = get('signin') === 'password' ? 'password' : 'ssh-key';
  return { image, signIn, windows: images[image].windows, withPassword: usesPassword({ image, signIn }) };
}

/** The part of the step's input that these fields fill in. What was left empty is the step's default. */
export function machineInput(get: Get) {
  const { image, signIn, windows, withPassword } = choicesIn(get);
  const range = get('range');
  return {
    name: get('name'),
    image,
    ...(get('size') === '' ? {} : { size: get('size') }),
    ...(get('user') === '' ? {} : { adminUser: get('user') }),
    signIn: windows ? ('password' as const) : signIn,
    sshPublicKey: withPassword ? '' : get('key').trim(),
    network:
      get('subnet') === ''
        ? { kind: 'new' as const, ...(range === '' ? {} : { addressPrefix: range }) }
        : { kind: 'existing' as const, subnetId: get('subnet') },
  };
}

/** Name, image, and size. */
export function MachineBasics({ get, set, errors }: MachineFieldsProps) {
  const { image } = choicesIn(get);
  return (
    <>
      <TextField
        label="Name"
        value={get('name')}
        onChange={(name) => set({ name })}
        error={get('name') === '' ? '' : errors.name}
      />
      <SelectField
        label="Image"
        value={image}
        onChange={(value) => set({ image: value === 'ubuntu-22.04' ? '' : value })}
        options={imageNames.map((value) => ({ value, label: images[value].label }))}
      />
      <TextField
        label="Size"
        value={get('size')}
        onChange={(size) => set({ size })}
        suggestions={sizes}
        placeholder="Standard_B2s"
        error={get('size') === '' ? '' : errors.size}
      />
    </>
  );
}

const askedLater = 'The password is asked for when you confirm the plan. Keyless doesn’t store it.';

/** How its administrator signs in: a name, and an SSH key pair or a password. */
export function SignInFields({ get, set, errors }: MachineFieldsProps) {
  const { signIn, windows, withPassword } = choicesIn(get);
  return (
    <>
      <TextField
        label="Administrator username"
        value={get('user')}
        onChange={(user) => set({ user })}
        placeholder="azureuser"
        error={get('user') === '' ? '' : errors.adminUser}
      />
      {!windows && (
        <Choice
          label="Sign in with"
          value={signIn}
          onChange={(value) => set({ signin: value === 'password' ? value : '' })}
          options={[
            {
              value: 'ssh-key',
              title: 'SSH key pair',
              text: 'Generate one in this browser, or paste a public key. Password sign-in is disabled.',
            },
            { value: 'password', title: 'Password', text: askedLater },
          ]}
        />
      )}
      {windows && <p className="text-ink-2">{askedLater}</p>}
      {!withPassword && (
        <KeyPairField
          value={get('key')}
          onChange={(key) => set({ key })}
          name={get('name')}
          error={get('key') === '' ? '' : errors.sshPublicKey}
        />
      )}
    </>
  );
}

interface NetworkFieldsProps extends MachineFieldsProps {
  subscription: string;
  location: string;
}

/** A subnet of the region by name, or a virtual network that is created with the virtual machine. */
export function NetworkFields({ get, set, errors, subscription, location }: NetworkFieldsProps) {
  const subnets = useChoices('subnets', subscription);
  return (
    <>
      <SelectField
        label="Subnet"
        value={get('subnet')}
        onChange={(subnet) => set({ subnet })}
        options={(subnets.data ?? [])
          .filter((one) => one.location === location)
          .map(({ id, name }) => ({ value: id, label: name }))}
        none="Create a new virtual network"
        hint="The VM has no public IP address. Connect through Azure Bastion or from the network."
        error={subnets.error?.message}
      />
      {get('subnet') === '' && (
        <TextField
          label="Address prefix"
          value={get('range')}
          onChange={(range) => set({ range })}
          placeholder="10.0.0.0/24"
          error={get('range') === '' ? '' : errors['network.addressPrefix']}
        />
      )}
    </>
  );
}
