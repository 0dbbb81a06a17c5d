'use client';

import { Button } from '@/components/ui/button';
import { nameOf } from '@/lib/arm/arm-id';
import { targetAtScope } from '@/lib/flow/flow-target';
import type { Access } from './access';
import { accessText } from './access';
import { TextField } from './fields';
import { RolePicker } from './role-picker';
import { ScopeField } from './scope-field';
import type { AccessEntry } from './use-access-entry';

function AccessList({ entry }: { entry: AccessEntry }) {
  if (entry.access.length === 0) return null;
  return (
    <ul aria-label="Role assignments" className="rounded-md border border-line bg-surface">
      {entry.access.map((one: Access) => (
        <li
          key={`${one.kind} ${one.scope} ${one.roleGuid}`}
          className="flex flex-wrap items-center gap-2 border-line px-3.5 py-2 not-first:border-t"
        >
          <span className="min-w-0 break-words" title={one.scope}>
            {accessText(one)}
          </span>
          <Button size="sm" variant="quiet" className="ml-auto" onClick={() => entry.remove(one)}>
            Remove
          </Button>
        </li>
      ))}
    </ul>
  );
}

function vaultName(scope: string): string {
  const found = targetAtScope(scope);
  return found?.kind === 'vault' || found?.kind === 'secret' ? nameOf(found.vaultId) : nameOf(scope);
}

/** A list of role assignments to make, and the form that adds one. A vault with access policies gets a policy instead. */
export function AccessFields({ entry }: { entry: AccessEntry }) {
  const { scope, role, condition, byPolicy, begun, missing } = entry;
  return (
    <div className="space-y-4">
      <AccessList entry={entry} />
      <ScopeField
        value={scope}
        onChange={(next) => entry.fill({ scope: next })}
        role={role}
        byPolicy={byPolicy}
      />
      {byPolicy ? (
        <p className="max-w-prose rounded-sm bg-access-soft px-3 py-2">
          {vaultName(scope)} uses access policies instead of Azure RBAC. This adds a policy that can read all
          current and future secrets.
        </p>
      ) : (
        <>
          <RolePicker value={role} scope={scope} onPick={(next) => entry.fill({ role: next })} />
          <TextField
            label="Condition"
            value={condition}
            onChange={(next) => entry.fill({ condition: next })}
            mono
            placeholder="None"
            hint={
              <>
                Optional. Azure ABAC condition (version 2.0). Example:{' '}
                <code className="break-all font-mono">
                  @Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals
                  'exports'
                </code>
              </>
            }
          />
        </>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabledReason={begun ? missing : 'Choose a scope and a role.'} onClick={entry.add}>
          {byPolicy ? 'Add access policy' : 'Add role assignment'}
        </Button>
        {begun && (
          <Button variant="quiet" onClick={entry.clear}>
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}
