'use client';

import { useState } from 'react';
import { nameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import { targetAtScope } from '@/lib/flow/flow-target';
import type { FoundRole } from '@/lib/rbac/find-roles';
import { readingRoles } from '@/lib/rbac/reading-roles';
import type { Access } from './access';
import { useChoices } from './place-fields';
import { noEffectReason } from './role-picker';

export interface AccessEntry {
  /** What was added to the list. */
  readonly access: readonly Access[];
  /** The same, with what is filled in and complete but was not added: nothing of it is lost by going on. */
  readonly all: readonly Access[];
  readonly scope: string;
  readonly role: FoundRole | null;
  readonly condition: string;
  /** The vault that is chosen uses access policies. */
  readonly byPolicy: boolean;
  /** Something is filled in. */
  readonly begun: boolean;
  /** Why what was begun cannot be added; undefined when it can, or nothing was begun. */
  readonly missing: string | undefined;
  fill(change: Partial<{ scope: string; role: FoundRole; condition: string }>): void;
  add(): void;
  clear(): void;
  remove(one: Access): void;
}

const empty: { scope: string; role: FoundRole | null; condition: string } = {
  scope: '',
  role: null,
  condition: '',
};

function isSame(left: Access, right: Access): boolean {
  return left.kind === right.kind && sameId(left.scope, right.scope) && left.roleGuid === right.roleGuid;
}

/** Role assignments of a form: the list, and the one that is being filled in. It lives as long as the form does. */
export function useAccessEntry(access: readonly Access[], onChange: (access: Access[]) => void): AccessEntry {
  const [{ scope, role, condition }, setFilled] = useState(empty);
  const vaults = useChoices('vaults', subscriptionIdOf(scope));
  const found = targetAtScope(scope);
  const vaultId = found?.kind === 'vault' || found?.kind === 'secret' ? found.vaultId : '';
  const byPolicy = vaults.data?.find(({ id }) => sameId(id, vaultId))?.note === 'policies';
  const next: Access = byPolicy
    ? {
        kind: 'policy',
        scope: vaultId,
        roleGuid: readingRoles.secret.guid,
        roleName: 'get secrets',
        condition: '',
      }
    : { kind: 'role', scope, roleGuid: role?.guid ?? '', roleName: role?.name ?? '', condition };
  const begun = scope !== '' || role !== null || condition !== '';
  const missing = begun ? lacking() : undefined;

  function lacking(): string | undefined {
    if (scope === '')
      return role === null
        ? 'Choose a scope and a role, or clear the condition.'
        : `Choose a scope for ${role.name}, or clear it.`;
    if (vaultId !== '' && vaults.isFetching && vaults.data === undefined)
      return `Checking how ${nameOf(vaultId)} controls access…`;
    if (!byPolicy && role === null) return `Choose a role for ${nameOf(scope)}, or clear it.`;
    if (access.some((one) => isSame(one, next))) return 'This role assignment is in the list already.';
    const reason = byPolicy || role === null ? undefined : noEffectReason(role, scope);
    return reason === undefined ? undefined : `${reason}. Choose another role or scope.`;
  }

  const clear = () => setFilled(empty);
  return {
    access,
    all: begun && missing === undefined ? [...access, next] : access,
    scope,
    role,
    condition,
    byPolicy,
    begun,
    missing,
    fill: (change) => setFilled({ scope, role, condition, ...change }),
    add: () => {
      onChange([...access, next]);
      clear();
    },
    clear,
    remove: (one) => onChange(access.filter((other) => other !== one)),
  };
}
