import { lastSegment } from '../../../core/contract/arm-id.ts';
import type { Loops } from './evaluate.ts';
import type { JsonObject } from './json.ts';
import { TemplateError } from './template-error.ts';

/** One resource a deployment writes, after loops and conditions. */
export interface PlannedResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  /** Body of the request, expressions not yet evaluated. */
  readonly body: JsonObject;
  readonly loops: Loops;
  /** Ids, in lower case, of what must be there first. */
  readonly dependsOn: ReadonlySet<string>;
  /** Read, not written: a resource a symbolic template refers to. */
  readonly existing: boolean;
}

/** A planned resource before its dependencies are resolved. */
export interface Draft extends Omit<PlannedResource, 'dependsOn'> {
  readonly symbol?: string;
  readonly loop?: string;
  readonly dependencies: readonly string[];
}

export const syntaxHelp = 'Please see https://aka.ms/arm-syntax-resources for usage details.';

/** What the functions of a planned deployment refer to, found by resource name or symbolic name. */
export interface ResourceGraph {
  readonly resources: readonly PlannedResource[];
  /** Id and api-version of what `reference('x')` means, when `x` is a name in the template. */
  resolve(name: string): { id: string; apiVersion: string } | undefined;
}

/** Finds what dependsOn entries and references mean, and refuses doubles and circles. */
export function link(
  drafts: readonly Draft[],
  references: ReadonlyMap<Draft, ReadonlySet<string>>,
): ResourceGraph {
  const byKey = new Map<string, Draft[]>();
  const know = (key: string | undefined, draft: Draft): void => {
    if (key === undefined) return;
    const lower = key.toLowerCase();
    byKey.set(lower, [...(byKey.get(lower) ?? []), draft]);
  };
  const seen = new Set<string>();
  for (const draft of drafts) {
    const lower = draft.id.toLowerCase();
    if (seen.has(lower)) {
      throw new TemplateError(
        `The resource '${draft.id}' at line '1' and column '1' is defined multiple times in a template. ${syntaxHelp}`,
      );
    }
    seen.add(lower);
    for (const key of new Set([
      draft.id,
      `${draft.type}/${draft.name}`,
      pathOf(draft),
      draft.name,
      draft.symbol,
      draft.loop,
    ]))
      know(key, draft);
  }
  const find = (key: string): readonly Draft[] =>
    byKey.get(key.toLowerCase()) ??
    byKey
      .get(lastSegment(key.toLowerCase()))
      ?.filter((draft) => draft.id.toLowerCase() === key.toLowerCase()) ??
    [];
  const resources = drafts.map((draft): PlannedResource => {
    const dependsOn = new Set<string>();
    for (const entry of draft.dependencies) {
      const found = find(entry);
      if (found.length === 0 && !entry.startsWith('/')) {
        throw new TemplateError(
          `The resource '${entry}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
        );
      }
      for (const target of found) if (target !== draft) dependsOn.add(target.id.toLowerCase());
    }
    for (const name of references.get(draft) ?? [])
      for (const target of find(name)) if (target !== draft) dependsOn.add(target.id.toLowerCase());
    const { symbol: _symbol, loop: _loop, dependencies: _dependencies, ...planned } = draft;
    return { ...planned, dependsOn };
  });
  refuseCircles(resources);
  return {
    resources,
    resolve(name) {
      const [found] = find(name);
      return found && { id: found.id, apiVersion: found.apiVersion };
    },
  };
}

/** `Type/name` with types and names in turn, as resourceId() writes them: Microsoft.Network/virtualNetworks/v/subnets/s. */
function pathOf(draft: Draft): string {
  return draft.id.slice(draft.id.toLowerCase().lastIndexOf('/providers/') + '/providers/'.length);
}

function refuseCircles(resources: readonly PlannedResource[]): void {
  const byId = new Map(resources.map((resource) => [resource.id.toLowerCase(), resource]));
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (done.has(id)) return;
    if (path.includes(id)) {
      throw new TemplateError(
        `Circular dependency detected on resource: '${byId.get(id)?.id ?? id}'. ${syntaxHelp}`,
      );
    }
    for (const next of byId.get(id)?.dependsOn ?? []) visit(next, [...path, id]);
    done.add(id);
  };
  for (const id of byId.keys()) visit(id, []);
}
