import { groupScope, parseResourceType } from '../../../core/contract/arm-id.ts';
import { type DeploymentScope, providerPath, scopeId } from './deployment-scope.ts';
import {
  type ContextFunctions,
  type Evaluation,
  evaluate,
  evaluateExpression,
  innerLoop,
  isKnownFunction,
  type Loops,
  loopCount,
  noLoops,
  runtimeFunction,
} from './evaluate.ts';
import { type Expression, expressionOf, visitCalls } from './expression.ts';
import { isObject, type Json, type JsonObject, property } from './json.ts';
import { type Draft, link, type PlannedResource, type ResourceGraph, syntaxHelp } from './resource-links.ts';
import type { Template } from './template.ts';
import { TemplateError, unknownFunction } from './template-error.ts';

/** Members of a template resource that are not part of the request's body. */
const notInBody = new Set(
  'type,name,apiversion,dependson,condition,copy,scope,comments,resources,subscriptionid,resourcegroup,existing,import'.split(
    ',',
  ),
);

/** Every expression of a value must parse and name functions that exist; runtime functions only where allowed. */
function checkExpressions(
  value: Json,
  functions: ContextFunctions,
  visit: (call: Expression & { kind: 'call' }) => void,
): boolean {
  let isRuntime = false;
  const walk = (entry: Json): void => {
    if (typeof entry === 'string') {
      const expression = expressionOf(entry);
      if (!expression) return;
      visitCalls(expression, (call) => {
        if (call.name.toLowerCase() === runtimeFunction) isRuntime = true;
        else if (!isKnownFunction(call.name, functions)) throw unknownFunction(call.name);
        visit(call);
      });
    } else if (Array.isArray(entry)) for (const part of entry) walk(part);
    else if (isObject(entry)) for (const part of Object.values(entry)) walk(part);
  };
  walk(value);
  return isRuntime;
}

function textOf(resource: JsonObject, key: string, evaluation: Evaluation): string | undefined {
  const raw = property(resource, key);
  if (raw === undefined || raw === null) return undefined;
  const value = evaluate(raw, evaluation);
  if (typeof value === 'string') return value;
  throw new TemplateError(`The '${key}' of a template resource must be a string. ${syntaxHelp}`);
}

function required(resource: JsonObject, key: string, evaluation: Evaluation): string {
  const value = textOf(resource, key, evaluation);
  if (value === undefined || value === '') {
    throw new TemplateError(`A template resource is missing the '${key}' property. ${syntaxHelp}`);
  }
  return value;
}

/** ARM id of a template resource, from its scope, type and name. */
function idOf(type: string, name: string, scope: string, at: DeploymentScope): string {
  if (/^microsoft\.resources\/resourcegroups$/i.test(type)) {
    return groupScope(at.subscriptionId, name);
  }
  const { types } = parseResourceType(type);
  const names = name.split('/').length;
  if (types.length !== names) {
    throw new TemplateError(
      `The template resource '${name}' for type '${type}' has incorrect segment lengths. A nested resource type must have identical number of segments as its resource name. A root resource type must have segment length one greater than its resource name. ${syntaxHelp}`,
    );
  }
  return `${scope === '/' ? '' : scope}${providerPath('resourceId', type, [name])}`;
}

function scopeOf(resource: JsonObject, at: DeploymentScope, evaluation: Evaluation): string {
  const explicit = textOf(resource, 'scope', evaluation);
  if (explicit?.startsWith('/')) return explicit;
  const subscriptionId = textOf(resource, 'subscriptionId', evaluation) ?? at.subscriptionId;
  const group = textOf(resource, 'resourceGroup', evaluation) ?? at.resourceGroup;
  const base = scopeId({ subscriptionId, ...(group === undefined ? {} : { resourceGroup: group }) });
  // An extension resource may name what it extends by type and name: Microsoft.Storage/storageAccounts/sa1.
  return explicit ? `${base}/providers/${explicit}` : base;
}

/** The body of a planned resource's request, with every expression evaluated. */
export function evaluateBody(resource: PlannedResource, functions: ContextFunctions): JsonObject {
  const evaluation: Evaluation = { functions, loops: resource.loops };
  const inner = isInnerTemplate(resource.body);
  return Object.fromEntries(
    Object.entries(resource.body).map(([key, value]) => {
      if (!inner || key.toLowerCase() !== 'properties' || !isObject(value))
        return [key, evaluate(value, evaluation)];
      const { template, ...rest } = value;
      return [key, { ...evaluateObject(rest, evaluation), ...(template === undefined ? {} : { template }) }];
    }),
  );
}

function evaluateObject(value: JsonObject, evaluation: Evaluation): JsonObject {
  const result = evaluate(value, evaluation);
  return isObject(result) ? result : {};
}

/** A nested template with inner scope has expressions of its own; they are not this template's. */
function isInnerTemplate(resource: JsonObject): boolean {
  const properties = property(resource, 'properties');
  const options = isObject(properties) ? property(properties, 'expressionEvaluationOptions') : undefined;
  const scope = isObject(options) ? property(options, 'scope') : undefined;
  return typeof scope === 'string' && scope.toLowerCase() === 'inner';
}

export function planResources(
  template: Template,
  at: DeploymentScope,
  functions: ContextFunctions,
): ResourceGraph {
  const drafts: Draft[] = [];
  const references = new Map<Draft, Set<string>>();

  const addOne = (
    resource: JsonObject,
    loops: Loops,
    parent: Draft | undefined,
    symbol?: string,
    loop?: string,
  ): void => {
    const evaluation: Evaluation = { functions, loops };
    const condition = property(resource, 'condition');
    if (condition !== undefined && evaluate(condition, evaluation) === false) return;
    const ownType = required(resource, 'type', evaluation);
    const ownName = required(resource, 'name', evaluation);
    const type = parent && !ownType.includes('.') ? `${parent.type}/${ownType}` : ownType;
    const name = parent && !ownName.includes('/') ? `${parent.name}/${ownName}` : ownName;
    const body = Object.fromEntries(
      Object.entries(resource).filter(([key]) => !notInBody.has(key.toLowerCase())),
    );
    const dependsOn = evaluate(property(resource, 'dependsOn') ?? [], evaluation);
    const draft: Draft = {
      id: idOf(type, name, scopeOf(resource, at, evaluation), at),
      type,
      name,
      apiVersion: required(resource, 'apiVersion', evaluation),
      body,
      loops,
      existing: property(resource, 'existing') === true,
      dependencies: Array.isArray(dependsOn) ? dependsOn.filter((entry) => typeof entry === 'string') : [],
      ...(symbol === undefined ? {} : { symbol }),
      ...(loop === undefined ? {} : { loop }),
    };
    checkBody(draft, evaluation);
    drafts.push(draft);
    const children = property(resource, 'resources');
    if (Array.isArray(children)) for (const child of children) if (isObject(child)) add(child, loops, draft);
  };

  const checkBody = (draft: Draft, evaluation: Evaluation): void => {
    const names = new Set<string>();
    references.set(draft, names);
    for (const [key, value] of Object.entries(draft.body)) {
      if (key.toLowerCase() === 'properties' && isInnerTemplate(draft.body)) continue;
      const isRuntime = checkExpressions(value, functions, (call) => {
        const [target, version] = call.args;
        if (call.name.toLowerCase() !== runtimeFunction || !target || version) return;
        const name = evaluateExpression(target, evaluation);
        if (typeof name === 'string') names.add(name);
      });
      // What needs nothing of Azure is evaluated now, so that mistakes are refused before anything is written.
      if (!isRuntime) evaluate(value, evaluation);
    }
  };

  const add = (resource: JsonObject, loops: Loops, parent?: Draft, symbol?: string): void => {
    const copy = property(resource, 'copy');
    const label = property(resource, 'name');
    try {
      if (!isObject(copy)) {
        addOne(resource, loops, parent, symbol);
        return;
      }
      const loop = property(copy, 'name');
      const name = typeof loop === 'string' ? loop : (symbol ?? 'copy');
      const count = loopCount(name, property(copy, 'count') ?? null, { functions, loops });
      for (let index = 0; index < count; index += 1)
        addOne(resource, innerLoop(loops, name, index), parent, symbol, name);
    } catch (error) {
      if (!(error instanceof TemplateError) || parent) throw error;
      throw new TemplateError(
        `The template resource '${typeof label === 'string' ? label : (symbol ?? '')}' is not valid: ${error.message}`,
      );
    }
  };

  if (Array.isArray(template.resources)) for (const resource of template.resources) add(resource, noLoops);
  else
    for (const [symbol, resource] of Object.entries(template.resources))
      add(resource, noLoops, undefined, symbol);
  return link(drafts, references);
}
