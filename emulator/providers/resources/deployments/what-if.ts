import { lastSegment } from '../../../core/contract/arm-id.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Context } from '../../../core/contract/provider.ts';
import { scopeId } from './deployment-scope.ts';
import { equalJson, isObject, type Json, type JsonObject, jsonSchema } from './json.ts';
import type { PreparedDeployment } from './prepare.ts';
import { evaluateBody } from './resource-graph.ts';
import type { PlannedResource } from './resource-links.ts';

interface PropertyChange {
  readonly path: string;
  readonly propertyChangeType: 'Create' | 'Delete' | 'Modify' | 'Array' | 'NoEffect';
  readonly before?: Json;
  readonly after?: Json;
  readonly children?: readonly PropertyChange[];
}

/** The stored resource as its caller would read it, or undefined when there is none. */
function currentOf(context: Context, resource: PlannedResource): JsonObject | undefined {
  try {
    const { answer } = context.send({ method: 'GET', path: resource.id, apiVersion: resource.apiVersion });
    const body = jsonSchema.parse(JSON.parse(JSON.stringify(answer.body ?? {})));
    return isObject(body) ? body : undefined;
  } catch (error) {
    if (error instanceof ArmError && error.status === 404) return undefined;
    throw error;
  }
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => [key, withoutNulls(entry)]),
  );
}

/** Names are compared as Azure answers them: locations and enumerations in any case. */
function sameScalar(before: Json | undefined, after: Json | undefined): boolean {
  if (typeof before === 'string' && typeof after === 'string') {
    const plain = (text: string): string => text.replaceAll(' ', '').toLowerCase();
    return plain(before) === plain(after);
  }
  return equalJson(before, after);
}

/** What a template changes in a resource. What the template does not name keeps its value, as providers' defaults do. */
function changesOf(before: Json | undefined, after: Json, path: string): PropertyChange[] {
  if (isObject(before) && isObject(after)) {
    return Object.entries(after).flatMap(([key, value]) =>
      changesOf(before[key], value, path === '' ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const children = after.flatMap((entry, index) => changesOf(before[index], entry, String(index)));
    const removed = before.slice(after.length).map(
      (entry, index): PropertyChange => ({
        path: String(after.length + index),
        propertyChangeType: 'Delete',
        before: entry,
      }),
    );
    const all = [...children, ...removed];
    return all.length === 0 ? [] : [{ path, propertyChangeType: 'Array', before, after, children: all }];
  }
  if (before === undefined) return [{ path, propertyChangeType: 'Create', after }];
  return sameScalar(before, after) ? [] : [{ path, propertyChangeType: 'Modify', before, after }];
}

/** Azure never shows these back, so a template that sends them does not change them. */
function comparable(body: JsonObject): JsonObject {
  const { osProfile, ...properties } = isObject(body.properties) ? body.properties : {};
  if (!isObject(osProfile)) return body;
  const { adminPassword: _password, customData: _data, ...shown } = osProfile;
  return { ...body, properties: { ...properties, osProfile: shown } };
}

function changeOf(context: Context, prepared: PreparedDeployment, resource: PlannedResource): unknown {
  // What depends on resources that do not exist yet cannot be known; Azure shows the expression itself.
  const functions = new Map(prepared.functions);
  functions.set('reference', ([target]) => `[reference('${String(target)}')]`);
  const body = withoutNulls(comparable(evaluateOrShow(resource, functions)));
  const before = currentOf(context, resource);
  const head = {
    id: resource.id,
    name: lastSegment(resource.name),
    type: resource.type,
    apiVersion: resource.apiVersion,
  };
  const after = isObject(body) ? { ...body, ...head } : head;
  if (!before) return { resourceId: resource.id, changeType: 'Create', after };
  const delta = changesOf(before, body, '');
  const shownBefore = { ...before, apiVersion: resource.apiVersion };
  if (delta.length === 0)
    return { resourceId: resource.id, changeType: 'NoChange', before: shownBefore, after: shownBefore };
  return { resourceId: resource.id, changeType: 'Modify', before: shownBefore, after, delta };
}

function evaluateOrShow(resource: PlannedResource, functions: PreparedDeployment['functions']): JsonObject {
  try {
    return evaluateBody(resource, functions);
  } catch {
    return resource.body;
  }
}

/**
 * What a deployment would do. https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if
 * Resources of the group that the template does not name are ignored in mode Incremental.
 */
export function whatIf(context: Context, prepared: PreparedDeployment): unknown {
  const named = new Set(prepared.graph.resources.map(({ id }) => id.toLowerCase()));
  const changes = prepared.graph.resources
    .filter(({ existing }) => !existing)
    .map((resource) => changeOf(context, prepared, resource));
  const { subscriptionId, resourceGroup } = prepared.scope;
  const others =
    resourceGroup === undefined
      ? []
      : context.world.resources
          .find('group', `${subscriptionId}/${resourceGroup}`)
          .filter(({ id, type }) => !named.has(id.toLowerCase()) && context.may(`${type}/read`, id))
          .map(({ id, name, type, location }) => ({
            resourceId: id,
            changeType: 'Ignore',
            before: { id, name, type, location },
            after: { id, name, type, location },
          }));
  return {
    status: 'Succeeded',
    properties: { correlationId: crypto.randomUUID(), changes: [...changes, ...others] },
    scope: scopeId(prepared.scope),
  };
}
