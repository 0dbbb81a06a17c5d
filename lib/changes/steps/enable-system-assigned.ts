import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { azCommand } from '@/lib/changes/code/step-code';
import type { MachineState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { machineId, systemIdentityId } from './fields';
import { imdsImpact } from './imds-impact';
import { identityChange, identityPatch, identityRoles, noMachine, onMachine } from './machine-identity';
import { done, yes } from './menu';

const schema = z.strictObject({ machineId });

export const enableSystemAssigned = defineStep<MachineState | null>()({
  kind: 'enable-system-assigned',
  schema,
  title: ({ machineId: id }) => `Enable the system-assigned identity of ${nameOf(id)}`,
  detail: () => 'it lives and dies with the machine, and only the machine uses it',
  menus: {
    machine: {
      label: 'Enable system-assigned',
      several: {
        label: 'Enable system-assigned',
        title: (things) => `Enable the system-assigned identity of ${things}`,
      },
      palette: 'Enable the system-assigned identity of a virtual machine',
      group: 'identity',
      capability: ({ hasSystem }) => (hasSystem ? done : yes),
      input: ({ armId }) => ({ machineId: armId }),
    },
  },
  machine: ({ machineId: id }) => id,
  creates: ({ machineId: id }) => [systemIdentityId(id)],
  target: ({ machineId: id }) => id,
  roles: () => identityRoles,
  requires: ({ machineId: id }) => [{ action: 'Microsoft.Compute/virtualMachines/write', scope: id }],
  observe: ({ machineId: id }, azure) => azure.machine(id, { checked: true }),
  isDone: (_input, state) => state !== null && state.system !== null,
  blocker: ({ machineId: id }, state, planned) => noMachine(id, state, planned),
  impact: ({ machineId: id }, state) =>
    state === null ? [] : [imdsImpact(nameOf(id), onMachine(state), { system: true })],
  async run({ machineId: id }, state, azure, { report }) {
    if (!state) throw new Error('A machine that does not exist cannot be changed.');
    await azure.patchMachineIdentity(id, identityPatch(state, { system: true }), state.etag, report);
  },
  undo: ({ machineId: id }, before) =>
    before?.system
      ? { possible: true, steps: [], note: 'It was enabled before.' }
      : {
          possible: true,
          steps: [{ kind: 'disable-system-assigned', input: { machineId: id } }],
          note: 'Its principal is deleted; enabled again it is another one.',
        },
  code: ({ machineId: id }, state) => ({
    az: [azCommand('vm', 'identity', 'assign', '--ids', id)],
    changes: [identityChange(id, state, { system: true })],
  }),
});
