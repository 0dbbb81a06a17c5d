'use client';

import { nameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import { targetAtScope } from '@/lib/flow/flow-target';
import type { FoundRole } from '@/lib/rbac/find-roles';
import { type Option, OptionList } from './option-list';
import { useChoices } from './place-fields';
import { noEffectReason } from './role-picker';
import { scopePath, scopeWords } from './scope-words';
import { unreadable, useEverywhere, useSubscriptionNames } from './use-everywhere';

interface ScopeFieldProps {
  /** ARM id; '' for nothing. */
  value: string;
  onChange: (scope: string) => void;
  /** The role that is assigned there; null while none is chosen. */
  role: FoundRole | null;
  /** The vault uses access policies, which are for all of its secrets. */
  byPolicy: boolean;
}

/** The vault or account that a scope is, or lies in; '' for others. */
function containerOf(scope: string): { parent: string; inner: 'secrets' | 'containers' } | null {
  const found = targetAtScope(scope);
  if (found === null || found.kind === 'arm') return null;
  return found.kind === 'vault' || found.kind === 'secret'
    ? { parent: found.vaultId, inner: 'secrets' }
    : { parent: found.accountId, inner: 'containers' };
}

/** Where a role is assigned, by name: what is narrow first, and then what lies inside. */
export function ScopeField({ value, onChange, role, byPolicy }: ScopeFieldProps) {
  const names = useSubscriptionNames();
  const vaults = useEverywhere('vaults');
  const accounts = useEverywhere('accounts');
  const groups = useEverywhere('groups');
  const lists = [vaults, accounts, groups];
  const within = containerOf(value);
  const optionOf = (id: string, name: string): Option => {
    const { kind, icon } = scopeWords(id);
    return {
      id,
      name,
      kind,
      icon,
      path: scopePath(id, names),
      disabledReason: role === null ? undefined : noEffectReason(role, id),
    };
  };
  const options = [
    ...lists.flatMap(({ choices }) => choices.map(({ id, name }) => optionOf(id, name))),
    ...[...names].map(([id, name]) => optionOf(`/subscriptions/${id}`, name)),
  ];
  const chosen = within?.parent ?? value;
  const isListed = chosen === '' || options.some(({ id }) => sameId(id, chosen));
  return (
    <div className="space-y-2">
      <div className="grid items-start gap-3 md:auto-cols-fr md:grid-flow-col">
        <OptionList
          label="Scope"
          options={isListed ? options : [optionOf(chosen, nameOf(chosen)), ...options]}
          chosen={chosen}
          onChoose={onChange}
          none="Nothing in what you can access."
          loading={lists.some(({ loading }) => loading)}
          problems={lists.flatMap(({ problems }) => problems)}
          onPaste={(id) => {
            onChange(id);
            return '';
          }}
        />
        {within !== null && !byPolicy && (
          <InnerField within={within} value={value} onChange={onChange} optionOf={optionOf} />
        )}
      </div>
      <p className="text-ink-2 text-sm">
        A role assignment applies to its scope and everything below it. Choose the narrowest scope that works.
      </p>
    </div>
  );
}

function InnerField({
  within: { parent, inner },
  value,
  onChange,
  optionOf,
}: {
  within: { parent: string; inner: 'secrets' | 'containers' };
  value: string;
  onChange: (scope: string) => void;
  optionOf: (id: string, name: string) => Option;
}) {
  const inside = useChoices(inner, subscriptionIdOf(parent), parent);
  const [one, all] =
    inner === 'secrets' ? ['secret', 'All secrets in the vault'] : ['container', 'The whole storage account'];
  const listed = (inside.data ?? []).map(({ id, name }) => optionOf(id, name));
  const isListed = sameId(value, parent) || listed.some(({ id }) => sameId(id, value));
  return (
    <div className="min-w-0 space-y-1">
      <OptionList
        label={`Limit to one ${one}`}
        options={[
          { id: parent, name: all },
          ...(isListed ? [] : [optionOf(value, nameOf(value))]),
          ...listed.map(({ path: _path, ...option }) => option),
        ]}
        chosen={value}
        onChoose={onChange}
        none=""
        loading={inside.isPending}
        problems={[
          ...(inside.error ? [unreadable(inner, nameOf(parent), inside.error)] : []),
          ...(inside.data?.length === 0 ? [`${nameOf(parent)} has no ${one} yet.`] : []),
        ]}
      />
      {inner === 'secrets' && (
        <p className="text-ink-2 text-sm">
          Microsoft recommends one vault per app instead of role assignments on individual secrets.
        </p>
      )}
    </div>
  );
}
