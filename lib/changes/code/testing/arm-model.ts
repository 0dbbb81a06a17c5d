import {
  absoluteId,
  deploymentLocation,
  type FlatResource,
  isRecord,
  runtimeValue,
  secretValue,
  sorted,
  textOf,
} from './flat-resource';

type Term =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Term[]; readonly path: string };

/** Parses the expressions that plans are printed with: calls, texts, and members of what a call answers. */
function parseTerm(source: string): Term {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    const sticky = new RegExp(`\\s*(${pattern.source})`, 'y');
    sticky.lastIndex = at;
    const match = sticky.exec(source);
    if (!match) return undefined;
    at += match[0].length;
    return match[1];
  };
  const term = (): Term => {
    const text = take(/'(?:[^']|'')*'/);
    if (text !== undefined) return { kind: 'text', text: text.slice(1, -1).replaceAll("''", "'") };
    const name = take(/[A-Za-z]+/);
    if (name === undefined || take(/\(/) === undefined) throw new Error(`Not an expression: ${source}`);
    const args: Term[] = [];
    while (take(/\)/) === undefined) {
      if (args.length > 0 && take(/,/) === undefined) throw new Error(`A comma is missing: ${source}`);
      args.push(term());
    }
    return { kind: 'call', name, args, path: take(/(?:\.\w+)+/)?.slice(1) ?? '' };
  };
  const parsed = term();
  if (source.slice(at).trim() !== '') throw new Error(`Too much: ${source}`);
  return parsed;
}

class Deployment {
  readonly #template: Record<string, unknown>;
  readonly #scope: string;
  readonly #parameters: ReadonlyMap<string, unknown>;

  constructor(template: unknown, scope: string, given: ReadonlyMap<string, unknown>) {
    if (!isRecord(template)) throw new Error('Not a template.');
    const wanted = Object.keys(isRecord(template.parameters) ? template.parameters : {});
    if (wanted.toSorted().join() !== [...given.keys()].sort().join())
      throw new Error(`The template wants ${wanted.join()} and gets ${[...given.keys()].join()}.`);
    this.#template = template;
    this.#scope = scope;
    this.#parameters = given;
  }

  resources(): FlatResource[] {
    return this.#own().flatMap((resource) => {
      const flat = this.#flat(resource);
      if (!isDeployment(resource)) return [flat];
      return [
        { ...flat, apiVersion: '', location: undefined, properties: undefined },
        ...this.#nested(resource).resources(),
      ];
    });
  }

  output(name: string): unknown {
    const { outputs } = this.#template;
    const output = isRecord(outputs) ? outputs[name] : undefined;
    if (!isRecord(output)) throw new Error(`No output ${name}.`);
    return this.#value(output.value);
  }

  #own(): Record<string, unknown>[] {
    const { resources } = this.#template;
    if (!Array.isArray(resources)) throw new Error('A template has a list of resources.');
    return resources.map((one: unknown) => {
      if (!isRecord(one)) throw new Error('A resource is an object.');
      return one;
    });
  }

  #flat(resource: Record<string, unknown>): FlatResource {
    const { type, apiVersion, dependsOn, location, tags, identity, properties } = resource;
    return {
      id: this.#idOf(resource).toLowerCase(),
      type: textOf(type),
      apiVersion: textOf(apiVersion),
      location: this.#value(location),
      tags: this.#value(tags),
      identity: this.#value(identity),
      properties: isDeployment(resource) ? undefined : this.#value(properties),
      dependsOn: (Array.isArray(dependsOn) ? dependsOn : [])
        .map((one: unknown) => textOf(this.#value(one)).toLowerCase())
        .sort(),
    };
  }

  #idOf(resource: Record<string, unknown>): string {
    const scope = isDeployment(resource)
      ? this.#scopeOf(resource)
      : resource.scope === undefined
        ? this.#scope
        : textOf(this.#value(resource.scope));
    return absoluteId(scope, textOf(resource.type), textOf(this.#value(resource.name)));
  }

  #scopeOf({ subscriptionId, resourceGroup, scope }: Record<string, unknown>): string {
    if (scope !== undefined) return `/providers/${textOf(scope)}`;
    const subscription = `/subscriptions/${textOf(subscriptionId)}`;
    return resourceGroup === undefined
      ? subscription
      : `${subscription}/resourceGroups/${textOf(resourceGroup)}`;
  }

  #nested(resource: Record<string, unknown>): Deployment {
    const { properties } = resource;
    if (!isRecord(properties)) throw new Error('A nested deployment has properties.');
    const { template, parameters, expressionEvaluationOptions, mode } = properties;
    if (mode !== 'Incremental' || JSON.stringify(expressionEvaluationOptions) !== '{"scope":"inner"}')
      throw new Error('A nested deployment is incremental, and its expressions are its own.');
    const given = Object.entries(isRecord(parameters) ? parameters : {}).map(([name, one]) => {
      if (!isRecord(one)) throw new Error('A parameter has a value.');
      return [name, this.#value(one.value)] as const;
    });
    return new Deployment(template, this.#scopeOf(resource), new Map(given));
  }

  #value(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#value(item));
    if (isRecord(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [textOf(this.#value(key)), this.#value(item)]),
      );
    }
    // Only what stands in brackets from end to end is an expression.
    if (typeof value !== 'string' || !value.startsWith('[') || !value.endsWith(']')) return value;
    return value.startsWith('[[') ? value.slice(1) : this.#term(parseTerm(value.slice(1, -1)));
  }

  #term(term: Term): unknown {
    if (term.kind === 'text') return term.text;
    const { name, path } = term;
    const args = term.args.map((one) => textOf(this.#term(one)));
    const [first = '', second = '', third = ''] = args;
    switch (name) {
      case 'resourceId': {
        const at = args.findIndex((word) => /^[\w-]+(\.[\w-]+)+\//.test(word));
        const scope = at === 2 ? `/subscriptions/${first}/resourceGroups/${second}` : this.#scope;
        return absoluteId(scope, args[at] ?? '', args.slice(at + 1).join('/'));
      }
      case 'subscriptionResourceId': {
        const own = /^\/subscriptions\/[^/]+/i.exec(this.#scope)?.[0] ?? '';
        return first.includes('.')
          ? absoluteId(own, first, args.slice(1).join('/'))
          : absoluteId(`/subscriptions/${first}`, second, args.slice(2).join('/'));
      }
      case 'extensionResourceId':
        return absoluteId(first, second, args.slice(2).join('/'));
      case 'format':
        return first.replace(/\{(\d+)\}/g, (_, index: string) => args[Number(index) + 1] ?? '');
      case 'parameters':
        if (!this.#parameters.has(first)) throw new Error(`No parameter ${first}.`);
        return this.#parameters.get(first);
      case 'deployment':
        if (path !== 'location') throw new Error(`Not known: deployment().${path}`);
        return deploymentLocation;
      case 'reference': {
        const nested = this.#own()
          .filter(isDeployment)
          .find((one) => this.#idOf(one).toLowerCase() === first.toLowerCase());
        const output = /^outputs\.(\w+)\.value$/.exec(path)?.[1];
        if (nested && output !== undefined) return this.#nested(nested).output(output);
        return runtimeValue(first, second, third === 'Full' ? path : `properties.${path}`);
      }
      default:
        throw new Error(`Not known: ${name}()`);
    }
  }
}

function isDeployment({ type }: Record<string, unknown>): boolean {
  return type === 'Microsoft.Resources/deployments';
}

/** The resources that an ARM template would deploy to a scope, nested deployments opened. */
export function flatTemplate(template: unknown, scope: string): FlatResource[] {
  const parameters = isRecord(template) && isRecord(template.parameters) ? template.parameters : {};
  const secrets = Object.entries(parameters).map(([name, one]) => {
    if (!isRecord(one) || one.type !== 'securestring') throw new Error(`${name} is not a secret.`);
    return [name, secretValue(name)] as const;
  });
  return sorted(new Deployment(template, scope, new Map(secrets)).resources());
}
