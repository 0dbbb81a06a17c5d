import { TableDeclaration } from '../../../core/contract/declared-table.ts';

/** One write of a template deployment, as its list of operations shows it. */
export interface DeploymentOperation {
  readonly operationId: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly resourceName: string;
  readonly provisioningState: 'Running' | 'Succeeded' | 'Failed' | 'Canceled';
  readonly startedTime: number;
  readonly endedTime?: number;
  readonly statusCode?: string;
  /** Azure's error body when it failed. */
  readonly error?: DeploymentError;
}

export interface DeploymentError {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly DeploymentError[];
}

/** A template deployment. Values of secure parameters are never part of it. */
export interface Deployment {
  /** ARM id of the resource group or subscription. */
  readonly scope: string;
  readonly name: string;
  /** Only of deployments at a subscription. */
  readonly location?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly mode: 'Incremental' | 'Complete';
  readonly correlationId: string;
  /** Id in the status URL of the write that made it. */
  readonly operationId: string;
  readonly provisioningState: 'Accepted' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled';
  readonly startedTime: number;
  readonly endedTime?: number;
  readonly templateHash: string;
  /** Parameters, outputs, providers and dependencies as the wire shows them. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly providers: readonly unknown[];
  readonly dependencies: readonly unknown[];
  readonly operations: readonly DeploymentOperation[];
  readonly error?: DeploymentError;
}

export const deployments = new TableDeclaration<Deployment, 'scope'>({
  name: 'deployments',
  key: (row) => `${row.scope}/${row.name}`,
  indexes: { scope: (row) => [row.scope] },
});
