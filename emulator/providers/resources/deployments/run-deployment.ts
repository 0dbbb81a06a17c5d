import { randomUUID } from 'node:crypto';
import { lastSegment } from '../../../core/contract/arm-id.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Context } from '../../../core/contract/provider.ts';
import { scopeId } from './deployment-scope.ts';
import { describeDependencies, describeProviders } from './deployment-wire.ts';
import { type ContextFunctions, evaluate, noLoops } from './evaluate.ts';
import { isObject, type Json, type JsonObject, jsonSchema } from './json.ts';
import type { PreparedDeployment } from './prepare.ts';
import { evaluateBody } from './resource-graph.ts';
import type { PlannedResource } from './resource-links.ts';
import { type Deployment, type DeploymentError, type DeploymentOperation, deployments } from './tables.ts';
import { isSecure, shownType } from './template.ts';
import { invalidTemplate, TemplateError } from './template-error.ts';

type ResourceState = 'waiting' | 'running' | 'done' | 'failed';

const failedMessage =
  'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.';

function toArmError(error: unknown): ArmError {
  if (error instanceof ArmError) return error;
  if (error instanceof TemplateError) return invalidTemplate(error.message);
  console.error('A template deployment failed in the emulator itself:', error);
  return new ArmError(500, 'InternalServerError', 'Encountered internal server error.');
}

function describe(error: ArmError, target?: string): DeploymentError {
  const named = error.target ?? target;
  return {
    code: error.code,
    message: error.message,
    ...(named === undefined ? {} : { target: named }),
    ...(error.details ? { details: error.details } : {}),
  };
}

/**
 * One template deployment under way: writes each resource through its own provider, in the caller's name, as soon as
 * what it depends on is there. Resources that do not depend on a failed one are still written, as in Azure.
 */
class DeploymentRun {
  readonly #context: Context;
  readonly #prepared: PreparedDeployment;
  readonly #key: string;
  readonly #operationId: string;
  readonly #states = new Map<string, ResourceState>();
  readonly #functions: ContextFunctions;
  #failures: DeploymentError[] = [];

  constructor(context: Context, prepared: PreparedDeployment, deployment: Deployment) {
    this.#context = context;
    this.#prepared = prepared;
    this.#key = `${deployment.scope}/${deployment.name}`;
    this.#operationId = deployment.operationId;
    for (const resource of prepared.graph.resources) {
      this.#states.set(resource.id.toLowerCase(), resource.existing ? 'done' : 'waiting');
    }
    this.#functions = new Map([...prepared.functions, ['reference', (args) => this.#reference(args)]]);
  }

  /** Starts what can start; ends the deployment when nothing is left to do. */
  advance(): void {
    if (!this.#deployment()) return;
    for (;;) {
      const next = this.#prepared.graph.resources.find((resource) => this.#isReady(resource));
      if (!next) break;
      this.#write(next);
    }
    if (![...this.#states.values()].includes('running')) this.#finish();
  }

  /** The stored deployment, unless it was canceled, deleted or replaced meanwhile. */
  #deployment(): Deployment | undefined {
    const stored = this.#context.world.table(deployments).get(this.#key);
    const isOurs = stored?.operationId === this.#operationId && stored.provisioningState === 'Running';
    return isOurs ? stored : undefined;
  }

  #isReady(resource: PlannedResource): boolean {
    if (this.#states.get(resource.id.toLowerCase()) !== 'waiting') return false;
    return [...resource.dependsOn].every((id) => this.#states.get(id) === 'done');
  }

  #write(resource: PlannedResource): void {
    const { clock } = this.#context;
    this.#states.set(resource.id.toLowerCase(), 'running');
    const operation: DeploymentOperation = {
      operationId: randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase(),
      resourceId: resource.id,
      resourceType: resource.type,
      resourceName: lastSegment(resource.name),
      provisioningState: 'Running',
      startedTime: clock.now(),
    };
    this.#record(operation);
    let statusCode = 'OK';
    const end = (failure: ArmError | undefined): void => {
      this.#states.set(resource.id.toLowerCase(), failure ? 'failed' : 'done');
      if (failure) this.#failures.push(describe(failure, resource.id));
      this.#record({
        ...operation,
        provisioningState: failure ? 'Failed' : 'Succeeded',
        endedTime: clock.now(),
        statusCode: failure ? String(failure.status) : statusCode,
        ...(failure ? { error: describe(failure) } : {}),
      });
    };
    try {
      const body = evaluateBody(resource, this.#functions);
      const sent = this.#context.send({
        method: 'PUT',
        path: resource.id,
        apiVersion: resource.apiVersion,
        body,
      });
      if (sent.answer.status === 201) statusCode = 'Created';
      let isWithinWrite = true;
      sent.whenEnded((failure) => {
        end(failure);
        if (!isWithinWrite) this.advance();
      });
      isWithinWrite = false;
    } catch (error) {
      end(toArmError(error));
    }
  }

  #record(operation: DeploymentOperation): void {
    const stored = this.#deployment();
    if (!stored) return;
    const others = stored.operations.filter(({ operationId }) => operationId !== operation.operationId);
    this.#context.world.table(deployments).put({ ...stored, operations: [...others, operation] });
  }

  /** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#reference */
  #reference([target, apiVersion, full]: readonly Json[]): Json {
    const named = String(target);
    const resolved = this.#prepared.graph.resolve(named);
    const id = named.startsWith('/') ? named : resolved?.id;
    const version = typeof apiVersion === 'string' ? apiVersion : resolved?.apiVersion;
    if (id === undefined || version === undefined) {
      throw new TemplateError(
        `The resource '${named}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
      );
    }
    const { answer } = this.#context.send({ method: 'GET', path: id, apiVersion: version });
    const resource = jsonSchema.parse(JSON.parse(JSON.stringify(answer.body ?? {})));
    if (!isObject(resource)) return null;
    if (typeof full === 'string' && full.toLowerCase() === 'full')
      return { apiVersion: version, ...resource };
    return resource.properties ?? {};
  }

  #finish(): void {
    const stored = this.#deployment();
    if (!stored) return;
    let outputs: JsonObject = {};
    let error: DeploymentError | undefined;
    if (this.#failures.length > 0) {
      error = {
        code: 'DeploymentFailed',
        target: this.#id(stored),
        message: failedMessage,
        details: this.#failures,
      };
    } else {
      try {
        outputs = this.#outputs();
      } catch (thrown) {
        const { message } = toArmError(thrown);
        error = { code: 'DeploymentOutputEvaluationFailed', target: this.#id(stored), message };
      }
    }
    this.#context.world.table(deployments).put({
      ...stored,
      provisioningState: error ? 'Failed' : 'Succeeded',
      endedTime: this.#context.clock.now(),
      outputs,
      ...(error ? { error } : {}),
    });
    this.#context.endOperation(
      stored.operationId,
      error &&
        new ArmError(409, error.code, error.message, { target: error.target, details: [...this.#failures] }),
    );
  }

  #id({ scope, name }: Deployment): string {
    return `${scope}/providers/Microsoft.Resources/deployments/${name}`;
  }

  #outputs(): JsonObject {
    const shown: JsonObject = {};
    const evaluation = { functions: this.#functions, loops: noLoops };
    for (const [name, { type, value, condition }] of Object.entries(this.#prepared.template.outputs ?? {})) {
      if (condition !== undefined && evaluate(condition, evaluation) === false) continue;
      const evaluated = evaluate(value ?? null, evaluation);
      shown[name] = { type: shownType(type), ...(isSecure(type) ? {} : { value: evaluated }) };
    }
    return shown;
  }
}

/** Stores the deployment and begins to write its resources. Returns it as it was accepted. */
export function startDeployment(context: Context, prepared: PreparedDeployment): Deployment {
  const { world, clock } = context;
  const accepted: Deployment = {
    scope: scopeId(prepared.scope),
    name: prepared.name,
    ...(prepared.body.location ? { location: prepared.body.location.replaceAll(' ', '').toLowerCase() } : {}),
    tags: prepared.body.tags ?? {},
    mode: prepared.mode,
    correlationId: context.correlationId,
    operationId: randomUUID(),
    provisioningState: 'Accepted',
    startedTime: clock.now(),
    templateHash: prepared.templateHash,
    parameters: prepared.parameters.shown,
    outputs: {},
    providers: describeProviders(prepared.graph.resources),
    dependencies: describeDependencies(prepared.graph.resources),
    operations: [],
  };
  const running = world.table(deployments).put({ ...accepted, provisioningState: 'Running' });
  new DeploymentRun(context, prepared, running).advance();
  return accepted;
}
