import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { azCommand, onlyCommands } from '@/lib/changes/code/step-code';
import type { MachineState } from '@/lib/model/writer-states';
import { defineRunOnce } from './define-step';
import { machineId } from './fields';
import { noMachine } from './machine-identity';
import { type Capability, yes } from './menu';

const schema = z.strictObject({ machineId });

/** Azure restarts what runs: for every other state it answers 409 OperationNotAllowed. */
const source = 'https://learn.microsoft.com/azure/virtual-machines/states-billing';

function capability(power: string): Capability {
  if (power === 'running' || power === '' || power === 'unknown') return yes;
  return { can: 'no', reason: `It is ${power}. Only a running virtual machine can be restarted.`, source };
}

/** https://learn.microsoft.com/rest/api/compute/virtual-machines/restart */
export const restartVirtualMachine = defineRunOnce<MachineState | null>()({
  kind: 'restart-virtual-machine',
  schema,
  title: ({ machineId: id }) => `Restart ${nameOf(id)}`,
  detail: () => 'code on it stops and starts again; address, disks, identities and grants stay',
  menus: {
    machine: {
      label: 'Restart',
      several: { label: 'Restart', title: (things) => `Restart ${things}` },
      palette: 'Restart a virtual machine',
      group: 'power',
      capability: ({ power }) => capability(power),
      input: ({ armId }) => ({ machineId: armId }),
    },
  },
  irreversible: 'A restart cannot be undone.',
  proof: 'Azure reported the restart as done; nothing of it can be read back.',
  machine: ({ machineId: id }) => id,
  target: ({ machineId: id }) => id,
  requires: ({ machineId: id }) => [
    { action: 'Microsoft.Compute/virtualMachines/restart/action', scope: id },
  ],
  observe: ({ machineId: id }, azure) => azure.machine(id),
  blocker({ machineId: id }, state, planned) {
    const missing = noMachine(id, state, planned);
    if (missing !== null || state === null) return missing;
    const able = capability(state.power);
    return able.can === 'no' ? `${nameOf(id)}: ${able.reason}` : null;
  },
  impact: ({ machineId: id }, state) =>
    state === null
      ? []
      : [
          {
            what: nameOf(id),
            before: state.power,
            after: 'restarted',
            note: 'Code on it is interrupted.',
            tone: 'lost',
          },
        ],
  run: ({ machineId: id }, _state, azure, { report }) => azure.restartMachine(id, report),
  code: ({ machineId: id }) =>
    onlyCommands('A restart is not declared.', azCommand('vm', 'restart', '--ids', id)),
});
