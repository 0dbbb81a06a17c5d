import type { World } from '../../../core/contract/world.ts';
import { deployments } from './tables.ts';

/** A template deployment under way at a crash cannot go on, because its template and secrets are not stored: it failed. */
export function failInterruptedDeployments(world: World, nowMs: number): void {
  const table = world.table(deployments);
  for (const deployment of [...table.values()]) {
    if (deployment.provisioningState !== 'Running') continue;
    const error = { code: 'DeploymentFailed', message: 'The deployment was interrupted.' };
    table.put({ ...deployment, provisioningState: 'Failed', endedTime: nowMs, error });
  }
}
