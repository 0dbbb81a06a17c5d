import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { azCommand } from '@/lib/changes/code/step-code';
import type { MachineState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { machineId } from './fields';
import { imdsImpact } from './imds-impact';
import { identityChange, identityPatch, noMachine, onMachine } from './machine-identity';
import { done, yes } from './menu';

const schema = z.strictObject({ machineId });

export const disableSystemAssigned = defineStep<MachineState | null>()({
  kind: 'disable-system-assigned',
  schema,
  title: ({ machineId: id }) => `Disable the system-assigned identity of ${nameOf(id)}`,
  detail: () => 'its principal is deleted; enabled again it is another one',
  menus: {
    machine: {
      label: 'Disable system-assigned',
      several: {
        label: 'Disable system-assigned',
        title: (things) => `Disable the system-assigned identity of ${things}`,
      },
      palette: 'Disable the system-assigned identity of a virtual machine',
      group: 'identity',
      capability: ({ hasSystem }) => (hasSystem ? yes : done),
      input: ({ armId }) => ({ machineId: armId }),
    },
  },
  irreversible: 'Its principal is deleted with it. Enabled again it is another one, without grants.',
  machine: ({ machineId: id }) => id,
  target: ({ machineId: id }) => id,
  requires: ({ machineId: id }) => [{ action: 'Microsoft.Compute/virtualMachines/write', scope: id }],
  observe: ({ machineId: id }, azure) => azure.machine(id, { checked: true }),
  isDone: (_input, state) => state !== null && state.system === null,
  blocker: ({ machineId: id }, state, planned) => noMachine(id, state, planned),
  impact({ machineId: id }, state, estate) {
    if (!state?.system) return [];
    const roleAssignments = estate.roleAssignmentsOf(state.system.principalId).length;
    return [
      imdsImpact(nameOf(id), onMachine(state), { system: false }),
      ...(roleAssignments > 0
        ? [
            {
              what: 'Role assignments',
              before: `${roleAssignments} of ${nameOf(id)}`,
              after: `${roleAssignments} of nobody`,
              note: 'Azure keeps them as “Identity not found”. Remove them before or after.',
              tone: 'lost' as const,
            },
          ]
        : []),
      {
        what: 'Tokens already given out',
        before: 'valid',
        after: 'valid until they expire, up to 24 hours',
        note: '',
        tone: 'neutral' as const,
      },
    ];
  },
  async run({ machineId: id }, state, azure, { report }) {
    if (!state) throw new Error('A machine that does not exist cannot be changed.');
    await azure.patchMachineIdentity(id, identityPatch(state, { system: false }), state.etag, report);
  },
  undo: ({ machineId: id }, before) =>
    before?.system
      ? {
          possible: false,
          why: `The principal of ${nameOf(id)} was deleted with its identity. Enabling it again makes another one without grants.`,
        }
      : { possible: true, steps: [], note: 'It was disabled before.' },
  code: ({ machineId: id }, state) => ({
    az: [azCommand('vm', 'identity', 'remove', '--ids', id, '--identities', '[system]')],
    changes: [identityChange(id, state, { system: false })],
  }),
});
