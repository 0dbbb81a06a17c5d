import type { World } from './contract/world.ts';
import { deleteResource } from './rules/lifecycle.ts';

/**
 * Ends the long-running operations that were under way when the process died: they are not stored, but what they were
 * changing says so by a provisioningState that is not final.
 */
export function completeInterrupted(world: World, now: number): void {
  for (const resource of [...world.resources.values()]) {
    const state = resource.properties.provisioningState;
    if (typeof state !== 'string' || ['Succeeded', 'Failed', 'Canceled'].includes(state)) continue;
    if (state === 'Deleting') deleteResource(world, resource.id, now);
    else
      world.resources.put({
        ...resource,
        properties: { ...resource.properties, provisioningState: 'Succeeded' },
      });
  }
}
