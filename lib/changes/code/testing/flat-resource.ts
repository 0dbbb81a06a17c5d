import { typeParts } from '@/lib/arm/resource-types';
/**
 * One resource of a template as it would be written, whatever language the template is in: ids absolute and in lower
 * case, references resolved through modules and parameters.
 */
export interface FlatResource {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly location: unknown;
  readonly tags: unknown;
  readonly identity: unknown;
  readonly properties: unknown;
  /** Ids, sorted. */
  readonly dependsOn: readonly string[];
}

/** What only Azure knows while it deploys. */
export function runtimeValue(id: string, apiVersion: string, path: string): string {
  return `<${path} of ${id.toLowerCase()} as of ${apiVersion}>`;
}

export function secretValue(name: string): string {
  return `<secret ${name}>`;
}

export const deploymentLocation = '<location of the deployment>';

/** Id of a resource of a template at a scope, from its type and its names. */
export function absoluteId(scope: string, type: string, name: string): string {
  if (type.toLowerCase() === 'microsoft.resources/resourcegroups') return `${scope}/resourceGroups/${name}`;
  const { namespace, types } = typeParts(type);
  const names = name.split('/');
  if (types.length !== names.length) throw new Error(`${type} does not fit the name ${name}.`);
  return `${scope}/providers/${namespace}${types.map((part, index) => `/${part}/${names[index]}`).join('')}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Not a text: ${JSON.stringify(value)}`);
  return value;
}

/** Same resources in the same order whatever order they were declared in. */
export function sorted(resources: readonly FlatResource[]): FlatResource[] {
  const seen = new Set<string>();
  for (const { id } of resources) {
    if (seen.has(id)) throw new Error(`Declared twice: ${id}`);
    seen.add(id);
  }
  return resources.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
