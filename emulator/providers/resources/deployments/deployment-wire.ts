import { parseResourceType } from '../../../core/contract/arm-id.ts';
import type { PlannedResource } from './resource-links.ts';
import type { Deployment, DeploymentOperation } from './tables.ts';

const type = 'Microsoft.Resources/deployments';

export function deploymentId(scope: string, name: string): string {
  return `${scope}/providers/${type}/${name}`;
}

/** ISO 8601, as Azure writes it: PT4.1234567S, PT1M2S. */
export function isoDuration(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const seconds = (milliseconds % 60_000) / 1000;
  return `PT${minutes > 0 ? `${minutes}M` : ''}${seconds}S`;
}

/** A deployment as Azure answers it. */
export function deploymentToWire(deployment: Deployment, now: number): unknown {
  const { scope, name, location, tags, endedTime, startedTime, error, outputs, operations } = deployment;
  const isOver = endedTime !== undefined;
  const written = operations.filter(({ provisioningState }) => provisioningState === 'Succeeded');
  return {
    id: deploymentId(scope, name),
    name,
    type,
    ...(location === undefined ? {} : { location }),
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
    properties: {
      templateHash: deployment.templateHash,
      parameters: deployment.parameters,
      mode: deployment.mode,
      provisioningState: deployment.provisioningState,
      timestamp: new Date(endedTime ?? now).toISOString(),
      duration: isoDuration((endedTime ?? now) - startedTime),
      correlationId: deployment.correlationId,
      providers: deployment.providers,
      dependencies: deployment.dependencies,
      ...(deployment.provisioningState === 'Succeeded'
        ? { outputs, outputResources: written.map(({ resourceId }) => ({ id: resourceId })) }
        : {}),
      ...(isOver && error ? { error } : {}),
    },
  };
}

/** One row of the list of a deployment's operations. */
export function operationToWire(
  deployment: Deployment,
  operation: DeploymentOperation,
  now: number,
): unknown {
  const { operationId, resourceId, resourceType, resourceName, startedTime, endedTime } = operation;
  return {
    id: `${deploymentId(deployment.scope, deployment.name)}/operations/${operationId}`,
    operationId,
    properties: {
      provisioningOperation: 'Create',
      provisioningState: operation.provisioningState,
      timestamp: new Date(endedTime ?? startedTime).toISOString(),
      duration: isoDuration((endedTime ?? now) - startedTime),
      trackingId: deployment.correlationId,
      ...(operation.statusCode === undefined ? {} : { statusCode: operation.statusCode }),
      ...(operation.error ? { statusMessage: { status: 'Failed', error: operation.error } } : {}),
      targetResource: { id: resourceId, resourceType, resourceName },
    },
  };
}

/** Namespaces and types a template uses, as the answer lists them. */
export function describeProviders(resources: readonly PlannedResource[]): unknown[] {
  const byNamespace = new Map<string, Set<string>>();
  for (const { type: full } of resources) {
    const { namespace, types } = parseResourceType(full);
    byNamespace.set(namespace, (byNamespace.get(namespace) ?? new Set()).add(types.join('/')));
  }
  return [...byNamespace].map(([namespace, types]) => ({
    namespace,
    resourceTypes: [...types].map((resourceType) => ({ resourceType, locations: [null] })),
  }));
}

/** Which resource waits for which, as the answer lists it. */
export function describeDependencies(resources: readonly PlannedResource[]): unknown[] {
  const byId = new Map(resources.map((resource) => [resource.id.toLowerCase(), resource]));
  const shown = (resource: PlannedResource) => ({
    id: resource.id,
    resourceType: resource.type,
    resourceName: resource.name,
  });
  return resources
    .filter(({ dependsOn }) => dependsOn.size > 0)
    .map((resource) => ({
      dependsOn: [...resource.dependsOn].flatMap((id) => {
        const target = byId.get(id);
        return target ? [shown(target)] : [];
      }),
      ...shown(resource),
    }));
}
