import { z } from 'zod';
import { azCommand, onlyCommands } from '@/lib/changes/code/step-code';
import type { MachineState } from '@/lib/model/azure-writer';
import { machineId, nameOf } from './fields';
import { noMachine } from './machine-identity';
import { defineStep, type Step } from './step';

const schema = z.object({ machineId });
type Input = z.infer<typeof schema>;

function powerStep(action: 'start' | 'deallocate', wanted: string, verb: string, opposite: string): Step {
  return defineStep<Input, MachineState | null>({
    kind: `${action}-machine`,
    schema,
    title: ({ machineId: id }) => `${verb} ${nameOf(id)}`,
    detail: () => (action === 'start' ? '' : 'code on it stops; identities and grants stay'),
    machine: ({ machineId: id }) => id,
    target: ({ machineId: id }) => id,
    requires: ({ machineId: id }) => [
      { action: `Microsoft.Compute/virtualMachines/${action}/action`, scope: id },
    ],
    observe: ({ machineId: id }, azure) => azure.machine(id),
    isDone: (_input, state) => state?.power === wanted,
    blocker: ({ machineId: id }, state, planned) => noMachine(id, state, planned),
    impact: ({ machineId: id }, state) =>
      state === null
        ? []
        : [
            {
              what: nameOf(id),
              before: state.power,
              after: wanted,
              note: '',
              tone: action === 'start' ? 'neutral' : 'lost',
            },
          ],
    run: ({ machineId: id }, _state, azure, { report }) => azure.powerMachine(id, action, report),
    undo: ({ machineId: id }) => ({
      possible: true,
      steps: [{ kind: opposite, input: { machineId: id } }],
      note: '',
    }),
    code: ({ machineId: id }) =>
      onlyCommands('Whether a VM runs is not declared.', azCommand('vm', action, '--ids', id)),
  });
}

export const startMachine = powerStep('start', 'running', 'Start', 'deallocate-machine');
export const deallocateMachine = powerStep(
  'deallocate',
  'deallocated',
  'Stop and deallocate',
  'start-machine',
);
