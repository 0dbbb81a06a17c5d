import type { ProbeTarget } from '@/lib/model/token-probe';
import type { Kind } from './recommend';

/** What the form of a recommendation has gathered, as ids. */
export interface SetUp {
  readonly kind: Kind;
  /** ARM ids of virtual machines that exist, or of the one the plan creates. */
  readonly machineIds: readonly string[];
  /** ARM id of the user-assigned identity, existing or created by the plan; '' for system-assigned. */
  readonly identityId: string;
  readonly target: ProbeTarget | null;
}

/**
 * The smallest built-in role that reads each kind of target.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const readerRoles: Readonly<Record<ProbeTarget['kind'], { guid: string; name: string }>> = {
  secret: { guid: '4633458b-17de-408a-b874-0445c86b69e6', name: 'Key Vault Secrets User' },
  container: { guid: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', name: 'Storage Blob Data Reader' },
  arm: { guid: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', name: 'Reader' },
};

/** Where that role is assigned: as narrow as Azure has it. */
export function roleScopeOf(target: ProbeTarget): string {
  switch (target.kind) {
    case 'secret':
      return `${target.vaultId}/secrets/${target.secretName}`;
    case 'container':
      return `${target.accountId}/blobServices/default/containers/${target.containerName}`;
    case 'arm':
      return target.scopeId;
  }
}

/** Who is assigned the role: the identity, or each virtual machine whose own identity it is. */
export function principalsOf({ identityId, machineIds }: SetUp): readonly string[] {
  return identityId === '' ? machineIds : [identityId];
}

export interface ProbeInput {
  readonly machineId: string;
  readonly selector: 'default' | 'client-id';
  readonly identityId: string;
  readonly target: ProbeTarget;
}

/** One proof for each virtual machine: with its own identity by default, with a shared one by its client ID. */
export function probesOf({ identityId, machineIds, target }: SetUp): ProbeInput[] {
  if (target === null) return [];
  return machineIds.map((machineId) =>
    identityId === ''
      ? { machineId, selector: 'default', identityId: '', target }
      : { machineId, selector: 'client-id', identityId, target },
  );
}
