import type { World } from '../../../core/contract/world.ts';
import { vmType } from './vm-wire.ts';

/** Power states that only an operation under way leaves again, and where it was heading. */
const heading: Readonly<Record<string, string>> = {
  starting: 'running',
  stopping: 'stopped',
  deallocating: 'deallocated',
  restarting: 'running',
};

/** Ends the power operations that were under way when the process died. */
export function settlePower(world: World): void {
  for (const resource of [...world.resources.values()]) {
    const state = resource.type === vmType ? resource.hidden?.powerState : undefined;
    const powerState = typeof state === 'string' ? heading[state.toLowerCase()] : undefined;
    if (powerState) world.resources.put({ ...resource, hidden: { ...resource.hidden, powerState } });
  }
}
