/** What the tour makes. Whoever finds these names in an estate sees at once where they come from. */
export const tourNames = {
  resourceGroup: 'rg-keyless-tour',
  machine: 'vm-tour',
  identity: 'id-tour',
} as const;

/** ARM ids of what the tour makes in a subscription. */
export function tourIds(subscriptionId: string) {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${tourNames.resourceGroup}`;
  return {
    subscriptionId,
    machineId: `${group}/providers/Microsoft.Compute/virtualMachines/${tourNames.machine}`,
    identityId: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${tourNames.identity}`,
  };
}

/** What the estate, and what is kept of probes, say of the things the tour makes. */
export interface TourFacts {
  /** Subscription new things are put in; '' when none is visible. */
  readonly subscriptionId: string;
  readonly location: string;
  /** ARM id of the virtual machine as it is, or would be once made. */
  readonly machineId: string;
  readonly identityId: string;
  readonly machineExists: boolean;
  readonly identityExists: boolean;
  readonly attached: boolean;
  /** Role assignments of the user-assigned identity. */
  readonly roleAssignments: number;
  /** A probe on the virtual machine got a token of the user-assigned identity, and the call worked. */
  readonly proved: boolean;
}

export type TourStageId = 'create' | 'identity' | 'attach' | 'assign' | 'prove' | 'delete' | 'survives';

export interface TourStage {
  readonly id: TourStageId;
  readonly title: string;
  readonly text: string;
  /** What one has seen once it is done. */
  readonly learned: string;
  readonly state: 'done' | 'next' | 'later';
}

const stages: readonly Omit<TourStage, 'state'>[] = [
  {
    id: 'create',
    title: 'Create a virtual machine with a system-assigned identity',
    text: 'One plan creates a resource group, a virtual machine, and the identity that belongs to it.',
    learned: 'The identity was created with the virtual machine. Nobody created a secret.',
  },
  {
    id: 'identity',
    title: 'Create a user-assigned identity',
    text: 'It is an Azure resource of its own, in the same resource group.',
    learned: 'It exists without any virtual machine.',
  },
  {
    id: 'attach',
    title: 'Attach it to the virtual machine',
    text: 'A virtual machine can have a system-assigned identity and user-assigned ones at the same time.',
    learned:
      'The system-assigned identity stays the default. Code that wants the other one names its client ID.',
  },
  {
    id: 'assign',
    title: 'Assign it a role',
    text: 'An identity can do nothing until a role is assigned to it. Reader on the resource group is enough here.',
    learned: 'Azure RBAC decides what the identity can do, and where.',
  },
  {
    id: 'prove',
    title: 'Prove that it works',
    text: 'Keyless runs a script on the virtual machine that asks for a token and calls Azure with it. The token never leaves the virtual machine.',
    learned: 'Code on the virtual machine got a token and Azure accepted it.',
  },
  {
    id: 'delete',
    title: 'Delete the virtual machine',
    text: 'The review says what is deleted with it, and what stays.',
    learned: 'The system-assigned identity was deleted with the virtual machine.',
  },
  {
    id: 'survives',
    title: 'See what survives',
    text: 'The user-assigned identity is still there, with its role assignment, attached to nothing.',
    learned: 'A user-assigned identity stays until somebody deletes it.',
  },
];

/** Whether each stage has been done, from what is there now. */
function isDone(id: TourStageId, facts: TourFacts): boolean {
  // What was proved on it shows that it was there.
  const deleted = facts.proved && !facts.machineExists;
  switch (id) {
    case 'create':
      return facts.machineExists || deleted;
    case 'identity':
      return facts.identityExists;
    case 'attach':
      return facts.attached || deleted;
    case 'assign':
      return facts.roleAssignments > 0;
    case 'prove':
      return facts.proved;
    case 'delete':
      return deleted;
    case 'survives':
      return false;
  }
}

/**
 * The tour as it stands: nothing is remembered of it but what it made, so it can be left and taken up again, also by
 * somebody else. The first stage that is not done is next.
 */
export function tourStages(facts: TourFacts): TourStage[] {
  const done = stages.map(({ id }) => isDone(id, facts));
  const next = done.indexOf(false);
  return stages.map((stage, place) => ({
    ...stage,
    state: done[place] === true && place < next ? 'done' : place === next ? 'next' : 'later',
  }));
}
