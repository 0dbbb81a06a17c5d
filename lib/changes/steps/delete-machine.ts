import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { azCommand, onlyCommands } from '@/lib/changes/code/step-code';
import type { ImpactRow } from '@/lib/model/step';
import type { MachineState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { machineId } from './fields';
import { yes } from './menu';

const schema = z.strictObject({ machineId });

export const deleteMachine = defineStep<MachineState | null>()({
  kind: 'delete-machine',
  schema,
  title: ({ machineId: id }) => `Delete virtual machine ${nameOf(id)}`,
  detail: () => 'its system-assigned identity goes with it, user-assigned ones stay',
  menus: {
    machine: {
      label: 'Delete…',
      palette: 'Delete a virtual machine',
      group: 'removal',
      capability: () => yes,
      input: ({ armId }) => ({ machineId: armId }),
    },
  },
  irreversible: 'A deleted machine does not come back.',
  nameToType: ({ machineId: id }) => nameOf(id),
  machine: ({ machineId: id }) => id,
  target: ({ machineId: id }) => id,
  deletes: ({ machineId: id }) => [id],
  requires: ({ machineId: id }) => [{ action: 'Microsoft.Compute/virtualMachines/delete', scope: id }],
  observe: ({ machineId: id }, azure) => azure.machine(id),
  isDone: (_input, state) => state === null,
  impact({ machineId: id }, state, estate) {
    if (state === null) return [];
    const rows: ImpactRow[] = [
      {
        what: nameOf(id),
        before: state.power,
        after: 'deleted',
        note: 'Its network interface and disks stay unless they are set to go with it.',
        tone: 'lost',
      },
    ];
    if (state.system) {
      const roleAssignments = estate.roleAssignmentsOf(state.system.principalId).length;
      rows.push({
        what: 'Its system-assigned identity',
        before: `${roleAssignments} role assignment${roleAssignments === 1 ? '' : 's'}`,
        after: roleAssignments === 0 ? 'deleted' : `deleted, ${roleAssignments} left of nobody`,
        note: '',
        tone: 'lost',
      });
    }
    for (const { id: identity, missing } of state.user) {
      const row = missing ? undefined : estate.identityRow(identity);
      if (row === undefined) continue;
      const hosts = estate.hostsOf(row).length;
      rows.push({
        what: `User-assigned ${nameOf(identity)}`,
        before: `on ${hosts} resource${hosts === 1 ? '' : 's'}`,
        after: hosts <= 1 ? 'stays, on no resource' : `stays, on ${hosts - 1}`,
        note: '',
        tone: 'neutral',
      });
    }
    return rows;
  },
  run: ({ machineId: id }, _state, azure, { report }) => azure.deleteMachine(id, report),
  undo: () => ({ possible: false, why: 'A deleted machine does not come back.' }),
  code: ({ machineId: id }) =>
    onlyCommands('Remove its declaration.', azCommand('vm', 'delete', '--ids', id, '--yes')),
});
