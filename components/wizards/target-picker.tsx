'use client';

import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { nameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import { useEstate } from '@/lib/browser/queries';
import type { Choice, ChoiceKind } from '@/lib/model/azure-reader';
import type { ProbeTarget } from '@/lib/model/token-probe';
import { choicesQuery, useChoices } from './place-fields';

export type TargetKind = ProbeTarget['kind'];

interface TargetPickerProps {
  kind: TargetKind;
  value: ProbeTarget | null;
  /** `usesPolicies`: the vault does not use Azure RBAC. */
  onChange: (target: ProbeTarget, note: { usesPolicies: boolean }) => void;
}

interface OptionListProps {
  label: string;
  options: readonly Choice[];
  chosen: string;
  onChoose: (choice: Choice) => void;
  /** Said when there is nothing to choose from. */
  none: string;
  loading: boolean;
  /** What could not be read; '' for nothing. */
  problem: string;
}

/** Lists longer than this can be searched. */
const manyOptions = 8;

function OptionList({ label, options, chosen, onChoose, none, loading, problem }: OptionListProps) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = options.filter(
    ({ id, name }) => name.toLowerCase().includes(wanted) || sameId(id, text.trim()),
  );
  return (
    <fieldset className="min-w-0 flex-1 rounded-md border border-line bg-surface">
      <legend className="sr-only">{label}</legend>
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-3.5 py-2">
        <span className="font-semibold">{label}</span>
        {options.length > manyOptions && (
          <input
            type="search"
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-label={`Filter ${label.toLowerCase()}`}
            placeholder="Filter by name, or paste a resource ID"
            className="h-7 w-60 max-w-full rounded-md border border-line-strong bg-surface px-2.5"
          />
        )}
      </div>
      <ul className="max-h-56 overflow-y-auto">
        {shown.map((choice) => (
          <li key={choice.id}>
            <label className="flex h-8 cursor-pointer items-center gap-2.5 px-3.5 hover:bg-sunken">
              <input
                type="radio"
                name={label}
                checked={sameId(choice.id, chosen)}
                onChange={() => onChoose(choice)}
              />
              <span className="truncate">{choice.name}</span>
              <span className="ml-auto truncate text-ink-2 text-sm">{choice.location}</span>
            </label>
          </li>
        ))}
      </ul>
      {loading && (
        <p role="status" className="px-3.5 py-3 text-ink-2">
          Loading…
        </p>
      )}
      {!loading && shown.length === 0 && problem === '' && <p className="px-3.5 py-3 text-ink-2">{none}</p>}
      {problem !== '' && <p className="px-3.5 py-2 text-access text-sm">{problem}</p>}
    </fieldset>
  );
}

/** The same list of every visible subscription at once: choosing a vault does not begin with where it is. */
function useEverywhere(kind: ChoiceKind) {
  const { data: estate } = useEstate();
  const subscriptions = (estate?.subscriptions ?? []).filter(({ visible }) => visible);
  return useQueries({
    queries: subscriptions.map(({ subscriptionId }) => choicesQuery(kind, subscriptionId)),
    combine: (results) => ({
      options: results.flatMap(({ data }) => data ?? []).toSorted((a, b) => a.name.localeCompare(b.name)),
      loading: estate === undefined || results.some(({ isPending }) => isPending),
      problem: results.some(({ error }) => error) ? 'Some subscriptions could not be read.' : '',
    }),
  });
}

const outer: Readonly<
  Record<'secret' | 'container', { kind: ChoiceKind; inner: ChoiceKind; label: string; innerLabel: string }>
> = {
  secret: { kind: 'vaults', inner: 'secrets', label: 'Key vault', innerLabel: 'Secret' },
  container: { kind: 'accounts', inner: 'containers', label: 'Storage account', innerLabel: 'Container' },
};

function InsidePicker({ kind, value, onChange }: TargetPickerProps & { kind: 'secret' | 'container' }) {
  const words = outer[kind];
  const given = value?.kind === 'secret' ? value.vaultId : value?.kind === 'container' ? value.accountId : '';
  const [parent, setParent] = useState(given);
  const parents = useEverywhere(words.kind);
  const inside = useChoices(words.inner, subscriptionIdOf(parent), parent);
  const chosen =
    value?.kind === 'secret' ? value.secretName : value?.kind === 'container' ? value.containerName : '';
  const usesPolicies = parents.options.find(({ id }) => sameId(id, parent))?.note === 'policies';
  const choose = ({ name }: Choice) =>
    onChange(
      kind === 'secret'
        ? { kind, vaultId: parent, secretName: name }
        : { kind, accountId: parent, containerName: name },
      { usesPolicies },
    );
  const inner = inside.data ?? [];
  return (
    <div className="flex flex-wrap gap-3">
      <OptionList
        label={words.label}
        options={parents.options}
        chosen={parent}
        onChoose={({ id }) => setParent(id)}
        none={`There is no ${words.label.toLowerCase()} in what you can see.`}
        loading={parents.loading}
        problem={parents.problem}
      />
      {parent !== '' && (
        <OptionList
          label={words.innerLabel}
          options={inner}
          chosen={inner.find(({ name }) => name === chosen && sameId(given, parent))?.id ?? ''}
          onChoose={choose}
          none={`${nameOf(parent)} has no ${words.innerLabel.toLowerCase()}.`}
          loading={inside.isPending}
          problem={inside.error?.message ?? ''}
        />
      )}
    </div>
  );
}

function GroupPicker({ value, onChange }: TargetPickerProps) {
  const groups = useEverywhere('groups');
  return (
    <OptionList
      label="Resource group"
      options={groups.options}
      chosen={value?.kind === 'arm' ? value.scopeId : ''}
      onChoose={({ id }) => onChange({ kind: 'arm', scopeId: id }, { usesPolicies: false })}
      none="There is no resource group in what you can see."
      loading={groups.loading}
      problem={groups.problem}
    />
  );
}

/** What code must reach, by name: a secret in a vault, a container in an account, or a resource group. */
export function TargetPicker(props: TargetPickerProps) {
  if (props.kind === 'arm') return <GroupPicker {...props} />;
  return <InsidePicker key={props.kind} {...props} kind={props.kind} />;
}
