import type { ProbeTarget } from '@/lib/model/token-probe';

/** What the form of a recommendation has gathered, as ids. */
export interface SetUp {
  /** ARM ids of virtual machines that exist, or of the one the plan creates. */
  readonly machineIds: readonly string[];
  /** ARM id of the user-assigned identity, existing or created by the plan; '' for system-assigned. */
  readonly identityId: string;
  readonly target: ProbeTarget | null;
}

/** Who is assigned the role: the identity, or each virtual machine whose own identity it is. */
export function principalsOf({ identityId, machineIds }: SetUp): readonly string[] {
  return identityId === '' ? machineIds : [identityId];
}

interface ProbeInput {
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
