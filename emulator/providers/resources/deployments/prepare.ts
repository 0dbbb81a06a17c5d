import { z } from 'zod';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Context } from '../../../core/contract/provider.ts';
import { invalidContent, notImplemented } from '../../../core/rules/arm-errors.ts';
import { ownershipOf } from '../../../core/rules/request-scope.ts';
import { parseBody } from '../../../core/tracked/tracked-resource.ts';
import {
  type DeploymentScope,
  defaultValueFunctions,
  resourceIdFunctions,
  scopeFunctions,
} from './deployment-scope.ts';
import { type ContextFunctions, evaluate, noLoops } from './evaluate.ts';
import { templateHash } from './hash-functions.ts';
import { isObject, type Json, type JsonObject, jsonSchema, objectSchema, property } from './json.ts';
import { planResources } from './resource-graph.ts';
import type { PlannedResource, ResourceGraph } from './resource-links.ts';
import { type ParameterValues, resolveParameters, type Template, templateSchema } from './template.ts';
import { invalidTemplate, TemplateError, validated } from './template-error.ts';

export const deploymentBodySchema = z.object({
  location: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  properties: z.object({
    template: jsonSchema.optional(),
    templateLink: objectSchema.nullish(),
    parameters: z
      .record(z.string(), z.object({ value: jsonSchema.optional(), reference: jsonSchema.optional() }))
      .nullish(),
    parametersLink: objectSchema.nullish(),
    mode: z.string().nullish(),
  }),
});
export type DeploymentBody = z.infer<typeof deploymentBodySchema>;

/** A deployment whose template, parameters and permissions were checked; nothing is written yet. */
export interface PreparedDeployment {
  readonly scope: DeploymentScope;
  readonly name: string;
  readonly body: DeploymentBody;
  readonly mode: 'Incremental' | 'Complete';
  readonly template: Template;
  readonly templateHash: string;
  readonly parameters: ParameterValues;
  readonly graph: ResourceGraph;
  readonly functions: ContextFunctions;
}

function parseTemplate(body: DeploymentBody): Template {
  const { template, templateLink, parametersLink } = body.properties;
  // Azure would fetch these; this emulator calls nobody.
  if (templateLink || parametersLink)
    throw notImplemented('Deployments with a templateLink or parametersLink');
  if (template === undefined || template === null) {
    throw invalidContent("Required property 'template' not found in JSON. Path 'properties'.");
  }
  const parsed = templateSchema.safeParse(template);
  if (parsed.success) {
    if (parsed.data.functions && parsed.data.functions.length > 0) {
      throw notImplemented('Deployments with user-defined functions');
    }
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  throw invalidTemplate(
    `Template is not valid: ${issue?.message ?? 'unknown problem'} at path '${issue?.path.join('.') ?? ''}'. Please see https://aka.ms/arm-syntax for usage details.`,
  );
}

function modeOf(mode: string | null | undefined): 'Incremental' | 'Complete' {
  const lower = (mode ?? 'incremental').toLowerCase();
  if (lower === 'incremental') return 'Incremental';
  if (lower === 'complete') throw notImplemented('Deployments in mode Complete');
  throw invalidContent(`Error converting value "${mode}" to type 'DeploymentMode'. Path 'properties.mode'.`);
}

/** variables('x'): evaluated when first asked for, so that variables may use each other. */
function variableFunction(
  variables: JsonObject,
  functions: ContextFunctions,
): (args: readonly Json[]) => Json {
  const known = new Map<string, Json>();
  const underWay = new Set<string>();
  const loops = property(variables, 'copy');
  return ([asked]) => {
    const name = String(asked);
    const lower = name.toLowerCase();
    const cached = known.get(lower);
    if (cached !== undefined) return cached;
    if (underWay.has(lower))
      throw new TemplateError(`Circular reference of the template variable '${name}'.`);
    const raw = lower === 'copy' ? undefined : property(variables, name);
    const loop = Array.isArray(loops)
      ? loops.find((entry) => isObject(entry) && String(property(entry, 'name')).toLowerCase() === lower)
      : undefined;
    if (raw === undefined && loop === undefined) {
      throw new TemplateError(
        `The template variable '${name}' is not found. Please see https://aka.ms/arm-syntax-variables for usage details.`,
      );
    }
    underWay.add(lower);
    const evaluated = evaluate(raw ?? { copy: [loop ?? null] }, { functions, loops: noLoops });
    const value =
      raw === undefined && isObject(evaluated) ? (Object.values(evaluated)[0] ?? null) : evaluated;
    underWay.delete(lower);
    known.set(lower, value);
    return value;
  };
}

function notHere(name: string): (args: readonly Json[]) => Json {
  return () => {
    throw new TemplateError(
      `The template function '${name}' is not expected at this location. Please see https://aka.ms/arm-functions for usage details.`,
    );
  };
}

/** The last `/providers/` of an id decides which action a write of it needs. */
export function writeAction(resource: PlannedResource): string {
  if (/^microsoft\.resources\/resourcegroups$/i.test(resource.type)) {
    return 'Microsoft.Resources/subscriptions/resourceGroups/write';
  }
  const owner = ownershipOf(resource.id.split('/'));
  return `${owner?.namespace ?? ''}/${owner?.type ?? ''}/write`;
}

/** Azure refuses a deployment before it begins when its caller lacks a permission for any of its resources. */
function authorizeAll(context: Context, graph: ResourceGraph): void {
  const refused = graph.resources.flatMap((resource) => {
    const action = writeAction(resource);
    if (resource.existing || context.may(action, resource.id)) return [];
    return `Authorization failed for template resource '${resource.name}' of type '${resource.type}'. The client '${context.caller.name}' with object id '${context.caller.objectId}' does not have permission to perform action '${action}' at scope '${resource.id}'.`;
  });
  if (refused.length === 0) return;
  const message =
    refused.length === 1
      ? `The template deployment failed with error: '${refused[0]}'.`
      : `Deployment failed with multiple errors: '${refused.join(':')}'`;
  throw new ArmError(403, 'InvalidTemplateDeployment', message, { gateway: true });
}

/**
 * Checks everything Azure checks before it begins to deploy. Throws InvalidTemplate, InvalidRequestContent,
 * InvalidTemplateDeployment. https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
export function prepareDeployment(
  context: Context,
  scope: DeploymentScope,
  name: string,
): PreparedDeployment {
  const body = parseBody(deploymentBodySchema, context.body);
  const mode = modeOf(body.properties.mode);
  const template = parseTemplate(body);
  return validated(() => {
    const described = {
      name,
      location: body.location ?? '',
      properties: { mode, provisioningState: 'Accepted' },
    };
    const basic = new Map([
      ...resourceIdFunctions(scope),
      ...scopeFunctions(context.world, scope, described),
      ['reference', notHere('reference')] as const,
    ]);
    const parameters = resolveParameters(
      template,
      body.properties.parameters ?? {},
      new Map([...basic, ...defaultValueFunctions(context.clock)]),
    );
    const functions = new Map(basic);
    functions.set('parameters', ([asked]) => {
      const value = parameters.values.get(String(asked).toLowerCase());
      if (value !== undefined) return value;
      throw new TemplateError(
        `The template parameter '${String(asked)}' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details.`,
      );
    });
    functions.set('variables', variableFunction(template.variables ?? {}, functions));
    const graph = planResources(template, scope, functions);
    authorizeAll(context, graph);
    const hash = templateHash(JSON.stringify(body.properties.template).toUpperCase()).toString();
    return { scope, name, body, mode, template, templateHash: hash, parameters, graph, functions };
  });
}
