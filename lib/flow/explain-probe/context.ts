import { nameOf, sameId } from '@/lib/arm/arm-id';
import type { FlowRepair } from '@/lib/model/identity-flow';
import type { ProbeRecord } from '@/lib/model/token-probe';
import { targetText } from '../target-need';
import type { AccessAnswer } from '../why-not-words';

/** An identity as a VM or the estate names it. */
export interface ProbeIdentity {
  /** ARM id; the VM's own for its system-assigned identity. */
  readonly id: string;
  readonly name: string;
  /** '' where it is not known. */
  readonly principalId: string;
  readonly clientId: string;
}

/** What bears on a probe's answer. Null, '' and -1 mean that it is not known. */
export interface ProbeFacts {
  /** Identities that Azure Resource Manager shows on the VM, its system-assigned one first; null: not read. */
  readonly attached: readonly (ProbeIdentity & { readonly missing: boolean })[] | null;
  /** The identity that was asked for; for the default the one the rule gives; null when there is none, or it is not known. */
  readonly asked: ProbeIdentity | null;
  /** Why it may or may not make the call, by what the estate shows. */
  readonly access: AccessAnswer | null;
  /** Epoch milliseconds of the newest role assignment that would allow the call. */
  readonly newestRoleAt: number;
  /** Of a vault: whether it uses Azure RBAC. */
  readonly usesRbac: boolean | null;
  /** Of a vault: secret permissions its access policies give the identity. */
  readonly policySecrets: readonly string[] | null;
  /** Network rules of the vault or storage account. */
  readonly network: { readonly isPublic: boolean | null; readonly isOpenByDefault: boolean | null } | null;
  /** Name a person reads for a scope. */
  scopeName(armId: string): string;
}

/** Where nothing but ids is known. */
export const noFacts: ProbeFacts = {
  attached: null,
  asked: null,
  access: null,
  newestRoleAt: -1,
  usesRbac: null,
  policySecrets: null,
  network: null,
  scopeName: nameOf,
};

export interface ProbeContext {
  readonly record: ProbeRecord;
  readonly facts: ProbeFacts;
  readonly vm: string;
  /** Name of the identity asked for, as a subject: `The default identity` where none is known. */
  readonly identity: string;
  /** e.g. `secret db-password in kv-batch-prod`. */
  readonly target: string;
  /** Name of the vault, storage account, or scope. */
  readonly resource: string;
}

export interface ProbeSaying {
  readonly title: string;
  readonly why: string;
  readonly causes?: readonly string[];
  readonly whatToDo: string;
  readonly repair?: FlowRepair | null;
}

/** One way to fail: how it is recognized, and what is said of it. */
export interface ProbeCase {
  readonly id: string;
  readonly step: 5 | 6 | 7;
  when(at: ProbeContext): boolean;
  says(at: ProbeContext): ProbeSaying;
}

export function contextOf(record: ProbeRecord, facts: ProbeFacts): ProbeContext {
  const { machineId, identityId, target } = record;
  const isSystem = identityId !== '' && sameId(identityId, machineId);
  const named = facts.asked?.name ?? (identityId === '' ? '' : nameOf(identityId));
  return {
    record,
    facts,
    vm: nameOf(machineId),
    identity:
      named === ''
        ? 'the default identity'
        : isSystem
          ? `the system-assigned identity of ${nameOf(machineId)}`
          : named,
    target: targetText(target, facts.scopeName),
    resource: facts.scopeName(
      target.kind === 'arm' ? target.scopeId : target.kind === 'secret' ? target.vaultId : target.accountId,
    ),
  };
}

/** A sentence's beginning; names of things stay as they are written. */
export function capital(text: string): string {
  return /^(the|secret|container) /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Words of a service that nobody here knows, as a sentence. */
export function saidBy(whom: string, message: string): string {
  return message === '' ? `${whom} gave no reason.` : `${whom} said: “${message.replace(/[.\s]+$/, '')}”.`;
}
