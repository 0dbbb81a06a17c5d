'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Tag } from '@/components/ui/tag';
import { fetchJson } from '@/lib/browser/portal-fault';
import type { FoundRole } from '@/lib/rbac/find-roles';
import { api } from '@/lib/routes';
import { scopeType, scopeWords } from './scope-words';

const jobs = [
  { title: 'Read secrets', text: 'Key Vault Secrets User' },
  { title: 'Read blobs', text: 'Storage Blob Data Reader' },
  { title: 'Read and write blobs', text: 'Storage Blob Data Contributor' },
  { title: 'Pull container images', text: 'AcrPull' },
  { title: 'Read all resources', text: 'Reader' },
] as const;

/** Why a role is no use at a scope; undefined where it is, or where that is not known. */
export function noEffectReason(role: FoundRole, scope: string): string | undefined {
  const type = scopeType(scope);
  return role.noEffectOn.some((one) => one === type)
    ? `${role.name} has no effect on ${scopeWords(scope).inSentence}`
    : undefined;
}

interface RolePickerProps {
  value: FoundRole | null;
  /** Where it will be assigned; '' while that is not chosen. */
  scope: string;
  onPick: (role: FoundRole) => void;
}

/** Roles by name or by what they must allow; those without an effect at the scope come last, with the reason. */
export function RolePicker({ value, scope, onPick }: RolePickerProps) {
  const [text, setText] = useState('');
  const isAction = text.includes('/');
  const wanted = useDeferredValue(isAction ? { text: '', action: text } : { text, action: '' });
  const { data, error } = useQuery({
    queryKey: ['roles', wanted],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ roles: FoundRole[] }>(api.roles(wanted), 'Find roles', signal)).roles,
    staleTime: 60_000,
  });
  const found = (data ?? []).map((role) => ({ role, reason: noEffectReason(role, scope) }));
  const ordered = [
    ...found.filter(({ reason }) => reason === undefined),
    ...found.filter(({ reason }) => reason !== undefined),
  ];
  return (
    <fieldset className="min-w-0 rounded-md border border-line bg-surface">
      <legend className="sr-only">Role</legend>
      <div className="space-y-2 border-line border-b px-3.5 py-2">
        <label className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">Role</span>
          <input
            type="search"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Search by role name or required action"
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
        {ordered.map(({ role, reason }) => (
          <li key={role.guid} className="border-line not-first:border-t">
            <label
              className={`flex gap-2.5 px-3.5 py-1.5 ${reason === undefined ? 'cursor-pointer hover:bg-sunken' : 'cursor-not-allowed'}`}
            >
              <input
                type="radio"
                name="role"
                checked={value?.guid === role.guid}
                disabled={reason !== undefined && value?.guid !== role.guid}
                onChange={() => onPick(role)}
                className="mt-1"
              />
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-2">
                  {role.name}
                  <Tag tone={role.rank === 'owner' ? 'critical' : 'access'}>{role.rank}</Tag>
                  {role.type === 'CustomRole' && <Tag>Custom</Tag>}
                </span>
                <span className="block truncate text-ink-2 text-sm" title={role.allows.join('\n')}>
                  {reason ??
                    `Allows ${role.allows.join(', ')}${role.more > 0 ? ` and ${role.more} more actions` : ''}`}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {error && <p className="px-3.5 py-3 text-access">Couldn’t list roles: {error.message}</p>}
      {data?.length === 0 && (
        <p className="px-3.5 py-3 text-ink-2">
          {isAction ? 'No role allows that action.' : 'No matching roles.'}
        </p>
      )}
      <p className="border-line border-t px-3.5 py-1.5 text-ink-2 text-sm">
        Sorted by least privilege. Choose the first role that’s sufficient.
      </p>
    </fieldset>
  );
}
