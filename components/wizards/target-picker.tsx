'use client';

import { useState } from 'react';
import { nameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import { isProbeTarget, targetAtScope } from '@/lib/flow/flow-target';
import type { Choice, ChoiceKind } from '@/lib/model/azure-reader';
import type { ProbeTarget } from '@/lib/model/token-probe';
import { TextField } from './fields';
import { type Option, OptionList } from './option-list';
import { useChoices } from './place-fields';
import { scopePath, scopeWords } from './scope-words';
import { unreadable, useEverywhere, useSubscriptionNames } from './use-everywhere';

export type TargetKind = ProbeTarget['kind'];

interface TargetPickerProps {
  kind: TargetKind;
  value: ProbeTarget | null;
  /** `usesPolicies`: the vault does not use Azure RBAC. */
  onChange: (target: ProbeTarget, note: { usesPolicies: boolean }) => void;
}

function useOptions(choices: readonly Choice[], withKind: boolean): Option[] {
  const names = useSubscriptionNames();
  return choices.map(({ id, name }) => {
    const { kind, icon } = scopeWords(id);
    return { id, name, icon, ...(withKind ? { kind } : {}), path: scopePath(id, names) };
  });
}

const outer: Readonly<
  Record<'secret' | 'container', { kind: ChoiceKind; inner: ChoiceKind; label: string; innerLabel: string }>
> = {
  secret: { kind: 'vaults', inner: 'secrets', label: 'Key vault', innerLabel: 'Secret' },
  container: { kind: 'accounts', inner: 'containers', label: 'Storage account', innerLabel: 'Container' },
};

function parentOf(value: ProbeTarget | null): string {
  if (value?.kind === 'secret') return value.vaultId;
  return value?.kind === 'container' ? value.accountId : '';
}

function nameIn(value: ProbeTarget | null): string {
  if (value?.kind === 'secret') return value.secretName;
  return value?.kind === 'container' ? value.containerName : '';
}

function InsidePicker({ kind, value, onChange }: TargetPickerProps & { kind: 'secret' | 'container' }) {
  const words = outer[kind];
  const [parent, setParent] = useState(parentOf(value));
  const parents = useEverywhere(words.kind);
  const inside = useChoices(words.inner, subscriptionIdOf(parent), parent);
  const outside = useOptions(parents.choices, false);
  const isListed = outside.some(({ id }) => sameId(id, parent));
  const chosen = sameId(parentOf(value), parent) ? nameIn(value) : '';
  const noteOf = (id: string) => ({
    usesPolicies: parents.choices.find((one) => sameId(one.id, id))?.note === 'policies',
  });
  const choose = (at: string, name: string) =>
    onChange(
      kind === 'secret'
        ? { kind, vaultId: at, secretName: name }
        : { kind, accountId: at, containerName: name },
      noteOf(at),
    );
  const paste = (id: string) => {
    const found = targetAtScope(id);
    if (found?.kind === 'vault' && kind === 'secret') setParent(found.vaultId);
    else if (found?.kind === 'account' && kind === 'container') setParent(found.accountId);
    else if (found?.kind === kind && isProbeTarget(found)) {
      setParent(parentOf(found));
      onChange(found, noteOf(parentOf(found)));
    } else
      return `Paste the resource ID of a ${words.label.toLowerCase()} or a ${words.innerLabel.toLowerCase()}.`;
    return '';
  };
  const inner = inside.data ?? [];
  const named = parent === '' || isListed ? outside : [{ id: parent, name: nameOf(parent) }, ...outside];
  return (
    <div className="grid items-start gap-3 md:auto-cols-fr md:grid-flow-col">
      <OptionList
        label={words.label}
        options={named}
        chosen={parent}
        onChoose={setParent}
        none={`No ${words.label.toLowerCase()} in what you can access.`}
        loading={parents.loading}
        problems={parents.problems}
        onPaste={paste}
      />
      {parent !== '' && (
        <div className="flex min-w-0 flex-col gap-2">
          <OptionList
            label={words.innerLabel}
            options={inner.map(({ id, name }) => ({ id, name, icon: scopeWords(id).icon }))}
            chosen={inner.find(({ name }) => name === chosen)?.id ?? ''}
            onChoose={(id) => choose(parent, nameOf(id))}
            none={`${nameOf(parent)} has no ${words.innerLabel.toLowerCase()}.`}
            loading={inside.isPending}
            problems={inside.error ? [unreadable(words.inner, nameOf(parent), inside.error)] : []}
          />
          {inside.error && (
            <TextField
              label={`${words.innerLabel} name`}
              value={chosen}
              onChange={(name) => choose(parent, name)}
              hint="Its name is enough: the list needs a permission that the code doesn’t."
            />
          )}
        </div>
      )}
    </div>
  );
}

function ScopePicker({ value, onChange }: TargetPickerProps) {
  const groups = useEverywhere('groups');
  const subscriptions = [...useSubscriptionNames()].map(([id, name]) => ({
    id: `/subscriptions/${id}`,
    name,
    location: '',
    note: '',
  }));
  const options = useOptions([...groups.choices, ...subscriptions], true);
  const choose = (scopeId: string) => onChange({ kind: 'arm', scopeId }, { usesPolicies: false });
  return (
    <OptionList
      label="Resource group or subscription"
      options={options}
      chosen={value?.kind === 'arm' ? value.scopeId : ''}
      onChoose={choose}
      none="No resource group in what you can access."
      loading={groups.loading}
      problems={groups.problems}
      onPaste={(id) => {
        const found = targetAtScope(id);
        if (found?.kind !== 'arm') return 'Paste the resource ID of a resource group or a subscription.';
        choose(found.scopeId);
        return '';
      }}
    />
  );
}

/** What code must reach, by name: a secret in a vault, a container in an account, or a resource group or subscription. */
export function TargetPicker(props: TargetPickerProps) {
  if (props.kind === 'arm') return <ScopePicker {...props} />;
  return <InsidePicker key={props.kind} {...props} kind={props.kind} />;
}
