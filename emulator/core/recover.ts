import type { ArmResource } from './contract/entities.ts';
import type { World } from './contract/world.ts';
import { deleteResource } from './lifecycle.ts';

/** Power states that only an operation under way leaves again, and where it was heading. */
const heading: Readonly<Record<string, string>> = {
  starting: 'running',
  stopping: 'stopped',
  deallocating: 'deallocated',
  restarting: 'running',
};

function settled(resource: ArmResource): ArmResource {
  const { hidden } = resource;
  const state = hidden?.powerState;
  const power = typeof state === 'string' ? heading[state.toLowerCase()] : undefined;
  return {
    ...resource,
    properties: { ...resource.properties, provisioningState: 'Succeeded' },
    ...(hidden && power ? { hidden: { ...hidden, powerState: power } } : {}),
  };
}

/**
 * Ends the long-running operations that were under way when the process died: they are not stored, but what they were
 * changing says so by a provisioningState that is not final.
 */
export function completeInterrupted(world: World, now: number): void {
  for (const resource of [...world.resources.values()]) {
    const state = resource.properties.provisioningState;
    if (typeof state !== 'string' || ['Succeeded', 'Failed', 'Canceled'].includes(state)) continue;
    if (state === 'Deleting') deleteResource(world, resource.id, now);
    else world.resources.put(settled(resource));
  }
}

/** A template deployment under way at a crash cannot go on, because its template and secrets are not stored: it failed. */
export function failInterruptedDeployments(world: World, now: number): void {
  for (const deployment of [...world.deployments.values()]) {
    if (deployment.provisioningState !== 'Running') continue;
    const error = { code: 'DeploymentFailed', message: 'The deployment was interrupted.' };
    world.deployments.put({ ...deployment, provisioningState: 'Failed', endedTime: now, error });
  }
}
