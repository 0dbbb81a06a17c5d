import { ArmError } from '../../../core/contract/errors.ts';
import type { Route } from '../../../core/contract/provider.ts';
import { requireResource } from '../../../core/tracked/not-found.ts';
import { groupPath } from '../../../core/tracked/tracked-routes.ts';
import { startVmOperation } from './vm-update.ts';
import { type PowerState, powerOf, vmType } from './vm-wire.ts';

const powerMs = 1000;

/** Azure's verb, its operation id, and the power state it leads to. */
const verbs: readonly (readonly [verb: string, operation: string, powerState: PowerState])[] = [
  ['start', 'VirtualMachines_Start', 'running'],
  ['powerOff', 'VirtualMachines_PowerOff', 'stopped'],
  ['restart', 'VirtualMachines_Restart', 'running'],
  ['redeploy', 'VirtualMachines_Redeploy', 'running'],
  ['deallocate', 'VirtualMachines_Deallocate', 'deallocated'],
];

/** Start, stop and their kin: 202, then the power state changes when the operation ends. */
export const vmPowerRoutes: readonly Route[] = verbs.map(([verb, operation, powerState]) => ({
  method: 'POST',
  path: `${groupPath(vmType)}/{name}/${verb}`,
  operation,
  action: `${vmType}/${verb}/action`,
  handle: (context) => {
    const vm = requireResource(context, vmType);
    if (verb === 'restart' && powerOf(vm) !== 'running')
      throw new ArmError(
        409,
        'OperationNotAllowed',
        'The operation requires the VM to be running (or set to run).',
      );
    const { headers } = startVmOperation(context, vm, powerMs, () => {
      const current = context.world.resources.get(vm.id);
      if (!current) return;
      context.world.resources.put({ ...current, hidden: { ...current.hidden, powerState } });
    });
    return { status: 202, headers: headers.all };
  },
}));
