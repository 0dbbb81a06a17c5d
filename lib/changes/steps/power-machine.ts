import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { azCommand, onlyCommands } from '@/lib/changes/code/step-code';
import type { MachineState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { machineId } from './fields';
import { noMachine } from './machine-identity';
import { type Capability, done, yes } from './menu';

const schema = z.strictObject({ machineId });

/** What is billed in which state: learn.microsoft.com says a stopped machine keeps its hardware, and costs as before. */
const billing = 'https://learn.microsoft.com/azure/virtual-machines/states-billing';

interface Power {
  readonly action: 'start' | 'deallocate';
  /** The power state it leads to. */
  readonly wanted: string;
  readonly verb: string;
  readonly opposite: string;
  readonly palette: string;
  capability(power: string): Capability;
}

function powerStep<const Kind extends string>(
  kind: Kind,
  { action, wanted, verb, opposite, palette, capability }: Power,
) {
  return defineStep<MachineState | null>()({
    kind,
    schema,
    title: ({ machineId: id }) => `${verb} ${nameOf(id)}`,
    detail: () => (action === 'start' ? '' : 'code on it stops; identities and grants stay'),
    menus: {
      machine: {
        label: verb,
        several: { label: verb, title: (things) => `${verb} ${things}` },
        palette,
        group: 'power',
        capability: ({ power }) => capability(power),
        input: ({ armId }) => ({ machineId: armId }),
      },
    },
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
    undo: ({ machineId: id }, before) => ({
      possible: true,
      steps: before?.power === wanted ? [] : [{ kind: opposite, input: { machineId: id } }],
      note: before?.power === 'stopped' ? 'It was stopped before; this brings back another state.' : '',
    }),
    code: ({ machineId: id }) =>
      onlyCommands('Whether a VM runs is not declared.', azCommand('vm', action, '--ids', id)),
  });
}

export const startMachine = powerStep('start-machine', {
  action: 'start',
  wanted: 'running',
  verb: 'Start',
  opposite: 'deallocate-machine',
  palette: 'Start a virtual machine',
  capability: (power) => (power === 'running' || power === 'starting' ? done : yes),
});

export const deallocateMachine = powerStep('deallocate-machine', {
  action: 'deallocate',
  wanted: 'deallocated',
  verb: 'Stop and deallocate',
  opposite: 'start-machine',
  palette: 'Stop and deallocate a virtual machine',
  capability(power) {
    if (power === 'deallocated' || power === 'deallocating') return done;
    if (power !== 'stopped') return yes;
    return { can: 'yes', note: 'It is stopped and still billed. Deallocating ends that.', source: billing };
  },
});
