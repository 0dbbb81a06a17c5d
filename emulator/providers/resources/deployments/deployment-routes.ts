import { ArmError } from '../../../core/contract/errors.ts';
import type { Answer, Context, Route } from '../../../core/contract/provider.ts';
import { operationNotFound } from '../../../core/rules/arm-errors.ts';
import { param } from '../../../core/tracked/not-found.ts';
import { prepare, refuseMove, refuseWhileActive, required, scopeOf, stored } from './deployment-request.ts';
import { scopeId } from './deployment-scope.ts';
import { deploymentId, deploymentToWire, operationToWire } from './deployment-wire.ts';
import { startDeployment } from './run-deployment.ts';
import { deployments } from './tables.ts';
import { whatIf } from './what-if.ts';

const action = 'Microsoft.Resources/deployments';
const path = `/{scope}/providers/${action}`;
const one = `${path}/{deploymentName}`;
const pageSize = 100;

function put(context: Context): Answer {
  const prepared = prepare(context);
  const before = stored(context);
  refuseWhileActive(before);
  refuseMove(before, prepared);
  const accepted = startDeployment(context, prepared);
  const id = deploymentId(accepted.scope, accepted.name);
  return {
    status: before ? 200 : 201,
    body: deploymentToWire(accepted, context.clock.now()),
    headers: {
      'azure-asyncoperation': `${context.origin}${id}/operationStatuses/${accepted.operationId}?api-version=${context.apiVersion}`,
      'retry-after': '1',
    },
  };
}

function status(context: Context): Answer {
  const deployment = stored(context);
  if (deployment?.operationId !== param(context, 'operationId')) {
    throw operationNotFound();
  }
  const { provisioningState, error } = deployment;
  const isOver = deployment.endedTime !== undefined;
  return {
    status: 200,
    body: { status: provisioningState, ...(error ? { error } : {}) },
    ...(isOver ? {} : { headers: { 'retry-after': '1' } }),
  };
}

function list(context: Context): Answer {
  const asked = /^provisioningState eq '(\w+)'$/i
    .exec(context.query.get('$filter') ?? '')?.[1]
    ?.toLowerCase();
  const rows = context.world
    .table(deployments)
    .find('scope', scopeId(scopeOf(context)))
    .filter(({ provisioningState }) => asked === undefined || provisioningState.toLowerCase() === asked)
    .toSorted((left, right) => right.startedTime - left.startedTime);
  return context.page(rows, pageSize, (row) => deploymentToWire(row, context.clock.now()));
}

function cancel(context: Context): Answer {
  const deployment = required(context);
  if (deployment.provisioningState !== 'Running') {
    throw new ArmError(
      409,
      'DeploymentCannotBeCancelled',
      `The deployment '${deployment.name}' cannot be cancelled as it is in a terminal state '${deployment.provisioningState}'.`,
      { gateway: true },
    );
  }
  const now = context.clock.now();
  const error = { code: 'DeploymentCanceled', message: 'The deployment was canceled.' };
  context.world.table(deployments).put({
    ...deployment,
    provisioningState: 'Canceled',
    endedTime: now,
    error,
    operations: deployment.operations.map((operation) =>
      operation.provisioningState === 'Running'
        ? { ...operation, provisioningState: 'Canceled', endedTime: now }
        : operation,
    ),
  });
  context.endOperation(deployment.operationId, new ArmError(409, error.code, error.message));
  return { status: 204 };
}

function remove(context: Context): Answer {
  const deployment = stored(context);
  if (!deployment) return { status: 204 };
  refuseWhileActive(deployment);
  const { headers } = context.startOperation({
    provider: 'Microsoft.Resources',
    location: deployment.location ?? 'global',
    subscriptionId: scopeOf(context).subscriptionId,
    durationMs: 500,
    complete: () => void context.world.table(deployments).delete(`${deployment.scope}/${deployment.name}`),
  });
  return { status: 202, headers: headers.all };
}

/** What validate answers: the deployment as it would begin, and the ids of what it would write. */
function validate(context: Context): Answer {
  const prepared = prepare(context);
  const { scope, name, graph, parameters, templateHash, mode } = prepared;
  return {
    status: 200,
    body: {
      id: deploymentId(scopeId(scope), name),
      name,
      type: action,
      properties: {
        templateHash,
        parameters: parameters.shown,
        mode,
        provisioningState: 'Succeeded',
        timestamp: new Date(context.clock.now()).toISOString(),
        duration: 'PT0S',
        correlationId: crypto.randomUUID(),
        validatedResources: graph.resources.map(({ id }) => ({ id })),
      },
    },
  };
}

function startWhatIf(context: Context): Answer {
  const prepared = prepare(context);
  const body = whatIf(context, prepared);
  const { headers } = context.startOperation({
    provider: 'Microsoft.Resources',
    location: prepared.body.location ?? 'global',
    subscriptionId: prepared.scope.subscriptionId,
    durationMs: 500,
    complete: () => undefined,
    result: () => ({ status: 200, body }),
  });
  const { location, 'retry-after': retryAfter } = headers.all;
  return { status: 202, headers: { ...(location ? { location } : {}), 'retry-after': retryAfter ?? '1' } };
}

/** Lists what a deployment has written, at the two paths Azure has for it. */
function operationRoutes(deployment: string, suffix: string): readonly Route[] {
  return [
    {
      method: 'GET',
      path: `${deployment}/operations`,
      operation: `DeploymentOperations_List${suffix}`,
      action: `${action}/operations/read`,
      handle: (context) => {
        const deployment = required(context);
        return context.page(deployment.operations, pageSize, (row) =>
          operationToWire(deployment, row, context.clock.now()),
        );
      },
    },
    {
      method: 'GET',
      path: `${deployment}/operations/{operationId}`,
      operation: `DeploymentOperations_Get${suffix}`,
      action: `${action}/operations/read`,
      handle: (context) => {
        const deployment = required(context);
        const found = deployment.operations.find((row) => row.operationId === param(context, 'operationId'));
        if (!found)
          throw new ArmError(
            404,
            'DeploymentOperationNotFound',
            `Deployment operation '${param(context, 'operationId')}' could not be found.`,
          );
        return { status: 200, body: operationToWire(deployment, found, context.clock.now()) };
      },
    },
  ];
}

/** Template deployments at a resource group or subscription. */
export const deploymentRoutes: readonly Route[] = [
  { method: 'GET', path, operation: 'Deployments_ListAtScope', action: `${action}/read`, handle: list },
  {
    method: 'GET',
    path: one,
    operation: 'Deployments_GetAtScope',
    action: `${action}/read`,
    handle: (context) => ({ status: 200, body: deploymentToWire(required(context), context.clock.now()) }),
  },
  {
    method: 'HEAD',
    path: one,
    operation: 'Deployments_CheckExistenceAtScope',
    action: `${action}/read`,
    handle: (context) => {
      required(context);
      return { status: 204 };
    },
  },
  {
    method: 'PUT',
    path: one,
    operation: 'Deployments_CreateOrUpdateAtScope',
    action: `${action}/write`,
    readsTemplates: true,
    handle: put,
  },
  {
    method: 'DELETE',
    path: one,
    operation: 'Deployments_DeleteAtScope',
    action: `${action}/delete`,
    handle: remove,
  },
  {
    method: 'POST',
    path: `${one}/cancel`,
    operation: 'Deployments_CancelAtScope',
    action: `${action}/cancel/action`,
    handle: cancel,
  },
  {
    method: 'POST',
    path: `${one}/validate`,
    operation: 'Deployments_ValidateAtScope',
    action: `${action}/validate/action`,
    readsTemplates: true,
    handle: validate,
  },
  {
    method: 'POST',
    path: `${one}/whatIf`,
    operation: 'Deployments_WhatIfAtScope',
    action: `${action}/whatIf/action`,
    readsTemplates: true,
    handle: startWhatIf,
  },
  ...operationRoutes(one, 'AtScope'),
  ...operationRoutes(
    '/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}/deployments/{deploymentName}',
    '',
  ),
  {
    method: 'GET',
    path: `${one}/operationStatuses/{operationId}`,
    operation: 'Deployments_OperationStatus',
    action: `${action}/operationstatuses/read`,
    handle: status,
  },
];
