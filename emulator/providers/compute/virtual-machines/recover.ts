import type { World } from '../../../core/contract/world.ts';
import { vmType } from './vm-wire.ts';

/**
 * Ends what was under way on virtual machines when the process died: identities are no longer pending. States that
 * earlier versions wrote have the power state as `power`.
 */
export function recoverVms(world: World): void {
  for (const vm of [...world.resources.values()]) {
    if (vm.type !== vmType) continue;
    const { pendingIdentities, power, ...hidden } = vm.hidden ?? {};
    if (pendingIdentities === undefined && power === undefined) continue;
    world.resources.put({
      ...vm,
      hidden: { ...hidden, ...(power === undefined ? {} : { powerState: power }) },
    });
  }
}
