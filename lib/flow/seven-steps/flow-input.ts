import type { Result } from '@/lib/arm/fault';
import type { ImdsDefault } from '@/lib/characteristics/imds-default';
import type { FlowTarget } from '@/lib/model/flow-target';
import type { FlowFact, FlowState, FlowStep } from '@/lib/model/identity-flow';
import type { ServicePrincipalModel } from '@/lib/model/service-principal';
import type { ProbeExplanation, ProbeRecord } from '@/lib/model/token-probe';
import type { ActivityEvidence } from '../activity-evidence';
import type { AccessAnswer } from '../why-not-words';

/** The identity whose way is drawn. `missing`: referred to by the VM, and deleted. */
export interface FlowIdentity {
  /** ARM ID; of a system-assigned identity the VM's own. */
  readonly armId: string;
  readonly name: string;
  readonly kind: 'system' | 'user' | 'missing';
  /** '' where they are not known. */
  readonly principalId: string;
  readonly clientId: string;
}

export interface FlowTargetFacts {
  readonly target: FlowTarget;
  readonly name: string;
  /** e.g. `Container in stcontosolake`. */
  readonly what: string;
  /** Of the vault, account, or scope. */
  readonly resource: string;
  /** Whether what it has there allows the call, by what the estate shows. */
  readonly access: AccessAnswer;
  /** Of a vault: its permission model; null for others, and when it is not known. */
  readonly usesRbac: boolean | null;
  /** Form that assigns the smallest role that would do; '' when there is none. */
  readonly assignHref: string;
  readonly probe: ProbeRecord | null;
  /** Why the probe failed; null when it succeeded or there was none. */
  readonly explanation: ProbeExplanation | null;
}

/** Everything the seven steps are told from. Refusals are values: each makes its own step unknown. */
export interface FlowInput {
  /** Null: a user-assigned identity for which no VM is chosen, because none has it. */
  readonly vm: { readonly armId: string; readonly name: string } | null;
  readonly identity: FlowIdentity;
  /** Whether Azure Resource Manager shows the identity on the VM. */
  readonly attached: boolean;
  /** Identity the metadata service gives to a request without a selector; its name is '' where there is none. */
  readonly imds: { readonly kind: ImdsDefault; readonly name: string; readonly isThis: boolean };
  /** How many identities are on the VM. */
  readonly onVm: number;
  readonly subscriptionName: string;
  readonly tenantId: string;
  readonly tenantName: string;
  /** The request that enabled or created the identity. */
  readonly created: Result<ActivityEvidence>;
  /** The request that attached it to the VM; of user-assigned identities only. */
  readonly attachedBy: Result<ActivityEvidence> | null;
  readonly principal: Result<ServicePrincipalModel | null>;
  /** Null while no target is chosen. */
  readonly target: FlowTargetFacts | null;
  /** Form that attaches the identity to a VM. */
  readonly attachHref: string;
}

export function fact(label: string, value: string, more: Partial<FlowFact> = {}): FlowFact {
  return { label, value, note: '', copies: false, href: '', ...more };
}

/** A value a person copies; nothing when it is not known. */
export function copied(label: string, value: string, note = ''): FlowFact[] {
  return value === '' ? [] : [fact(label, value, { note, copies: true })];
}

/** What a step says, before it gets its number and place. */
export type StepWords = Omit<FlowStep, 'number' | 'part' | 'from' | 'to'>;

export function words(
  title: string,
  state: FlowState,
  line: string,
  more: Partial<Omit<StepWords, 'title' | 'state' | 'line'>> & { readonly explanation: string },
): StepWords {
  return { title, state, line, certainty: 'unknown', at: -1, why: '', repair: null, facts: [], ...more };
}

/** Azure's words for a refusal, as the reason why something is not known. */
export function refusal({
  fault,
}: {
  readonly fault: { code: string; status: number; message: string };
}): string {
  const answer = fault.status === 0 ? fault.code : `${fault.status} ${fault.code}`;
  return `Azure answered ${answer}: ${fault.message.slice(0, 300)}`;
}
