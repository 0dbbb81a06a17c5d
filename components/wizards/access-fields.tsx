'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Tag } from '@/components/ui/tag';
import { subscriptionIdOf } from '@/lib/arm/arm-id';
import { fetchJson } from '@/lib/browser/portal-fault';
import { useEstate } from '@/lib/browser/queries';
import type { FoundRole } from '@/lib/rbac/find-roles';
import { api } from '@/lib/routes';
import { type Access, accessText, secretsUser } from './access';
import { TextField } from './fields';
import { useChoices } from './place-fields';

const jobs = [
  { title: 'Read one secret or all of a vault', text: 'Key Vault Secrets User' },
  { title: 'Read blobs', text: 'Storage Blob Data Reader' },
  { title: 'Read and write blobs', text: 'Storage Blob Data Contributor' },
  { title: 'Pull container images', text: 'AcrPull' },
  { title: 'Read everything, change nothing', text: 'Reader' },
] as const;

function RolePicker({ value, onPick }: { value: string; onPick: (role: FoundRole) => void }) {
  const [text, setText] = useState('');
  const isAction = text.includes('/');
  const wanted = useDeferredValue(isAction ? { text: '', action: text } : { text, action: '' });
  const { data } = useQuery({
    queryKey: ['roles', wanted],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ roles: FoundRole[] }>(api.roles(wanted), 'Find roles', signal)).roles,
    staleTime: 60_000,
  });
  return (
    <fieldset className="rounded-md border border-line bg-surface">
      <legend className="sr-only">Role</legend>
      <div className="space-y-2 border-b border-line px-3.5 py-2">
        <label className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">Role</span>
          <input
            type="search"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Name of a role, or the action it must allow"
            aria-label="Find a role by name or by an action it must allow"
            className="h-7 w-96 max-w-full rounded-md border border-line-strong bg-surface px-2.5"
          />
        </label>
        <p className="flex flex-wrap gap-1.5">
          {jobs.map((job) => (
            <Button key={job.title} size="sm" onClick={() => setText(job.text)}>
              {job.title}
            </Button>
          ))}
        </p>
      </div>
      <ul className="max-h-72 overflow-y-auto">
        {(data ?? []).map((role) => (
          <li key={role.guid} className="border-line not-first:border-t">
            <label className="flex cursor-pointer gap-2.5 px-3.5 py-1.5 hover:bg-sunken">
              <input
                type="radio"
                name="role"
                checked={value === role.guid}
                onChange={() => onPick(role)}
                className="mt-1"
              />
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-2">
                  {role.name}
                  <Tag tone={role.rank === 'owner' ? 'critical' : 'access'}>{role.rank}</Tag>
                  {role.type === 'CustomRole' && <Tag>custom</Tag>}
                </span>
                <span className="block truncate text-sm text-ink-3" title={role.allows.join('\n')}>
                  allows {role.allows.join(', ')}
                  {role.more > 0 && ` and ${role.more} more`}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {data?.length === 0 && (
        <p className="px-3.5 py-3 text-ink-2">
          No role {isAction ? 'allows that action' : 'is called that'} in what you can see.
        </p>
      )}
      <p className="border-t border-line px-3.5 py-1.5 text-sm text-ink-2">
        The least powerful first. Choose the first one that is enough.
      </p>
    </fieldset>
  );
}

function ScopeField({ value, onChange }: { value: string; onChange: (scope: string) => void }) {
  const { data: estate } = useEstate();
  const subscriptions = (estate?.subscriptions ?? []).filter(({ visible }) => visible);
  const subscription = subscriptionIdOf(value) || (subscriptions[0]?.subscriptionId ?? '');
  const groups = useChoices('groups', subscription);
  const vaults = useChoices('vaults', subscription);
  const suggestions = [
    ...subscriptions.map(({ subscriptionId }) => `/subscriptions/${subscriptionId}`),
    ...(groups.data ?? []).map(({ id }) => id),
    ...(vaults.data ?? []).map(({ id }) => id),
  ];
  return (
    <TextField
      label="Scope"
      value={value}
      onChange={onChange}
      mono
      suggestions={suggestions}
      placeholder="/subscriptions/…/resourceGroups/…"
      hint="Where it holds, and everything below. The narrower, the better: one resource rather than its group."
    />
  );
}

interface AccessFieldsProps {
  access: readonly Access[];
  onChange: (access: Access[]) => void;
}

/** A list of role assignments to make, and the form that adds one. A vault with access policies is granted in its own way. */
export function AccessFields({ access, onChange }: AccessFieldsProps) {
  const [scope, setScope] = useState('');
  const [role, setRole] = useState<FoundRole | null>(null);
  const [condition, setCondition] = useState('');
  const [secret, setSecret] = useState('');
  const subscription = subscriptionIdOf(scope);
  const vaults = useChoices('vaults', subscription);
  const vault = vaults.data?.find(({ id }) => id.toLowerCase() === scope.toLowerCase());
  const byPolicy = vault?.note === 'policies';
  const add = () => {
    const at = vault && secret !== '' && !byPolicy ? `${scope}/secrets/${secret}` : scope;
    const next: Access = byPolicy
      ? { kind: 'policy', scope, roleGuid: secretsUser.guid, roleName: 'get secrets', condition: '' }
      : { kind: 'role', scope: at, roleGuid: role?.guid ?? '', roleName: role?.name ?? '', condition };
    onChange([...access, next]);
    setCondition('');
    setSecret('');
  };
  const missing =
    scope === '' ? 'Say where it holds.' : !byPolicy && role === null ? 'Choose a role.' : undefined;
  return (
    <div className="space-y-4">
      {access.length > 0 && (
        <ul className="rounded-md border border-line bg-surface">
          {access.map((one) => (
            <li
              key={`${one.kind} ${one.scope} ${one.roleGuid}`}
              className="flex flex-wrap items-center gap-2 border-line px-3.5 py-2 not-first:border-t"
            >
              <span className="min-w-0 break-all">{accessText(one)}</span>
              <Button
                size="sm"
                variant="quiet"
                className="ml-auto"
                onClick={() => onChange(access.filter((other) => other !== one))}
              >
                Take out
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ScopeField value={scope} onChange={setScope} />
      {byPolicy ? (
        <p className="max-w-prose rounded-sm bg-access-soft px-3 py-2">
          {vault.name} uses access policies: roles on its secrets have no effect, and a policy is for every
          secret of the vault, also those to come. What will be given is reading secrets.
        </p>
      ) : (
        <>
          {vault && (
            <TextField
              label="One secret only"
              value={secret}
              onChange={setSecret}
              placeholder="name of the secret, or empty for the whole vault"
              hint="Microsoft advises a vault for each application rather than grants on single secrets, which are easily lost sight of."
            />
          )}
          <RolePicker value={role?.guid ?? ''} onPick={setRole} />
          <TextField
            label="Condition"
            value={condition}
            onChange={setCondition}
            mono
            placeholder="none"
            hint={
              <>
                Azure’s condition language, version 2.0, for storage data and for handing out roles. E.g.{' '}
                <code className="font-mono">
                  @Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals
                  'exports'
                </code>
              </>
            }
          />
        </>
      )}
      <div className="flex items-center gap-2">
        <Button disabledReason={missing} onClick={add}>
          Add this grant
        </Button>
        {missing !== undefined && <span className="text-ink-2">{missing}</span>}
      </div>
    </div>
  );
}
