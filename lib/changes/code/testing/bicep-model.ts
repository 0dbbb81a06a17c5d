import { type BicepFile, type Expression, parseBicep } from './bicep-parser';
import {
  absoluteId,
  type FlatResource,
  isRecord,
  runtimeValue,
  secretValue,
  sorted,
  textOf,
} from './flat-resource';

type Files = ReadonlyMap<string, BicepFile>;
type Resource = BicepFile['resources'][number];
type Module = BicepFile['modules'][number];

/** Kinds of scope by the name Bicep's targetScope has for them. */
function kindOf(scope: string): string {
  // A plan that declares nothing is deployed nowhere.
  if (scope === '') return 'resourceGroup';
  if (/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(scope)) return 'resourceGroup';
  return /^\/subscriptions\/[^/]+$/i.test(scope) ? 'subscription' : 'managementGroup';
}

/** One file at one scope, with the values its parameters have there. */
class Deployment {
  readonly id: string;
  readonly #file: BicepFile;
  readonly #files: Files;
  readonly #scope: string;
  readonly #parameters: ReadonlyMap<string, unknown>;
  readonly #modules = new Map<string, Deployment>();

  constructor(files: Files, name: string, id: string, scope: string, given: ReadonlyMap<string, unknown>) {
    const file = files.get(name);
    if (!file) throw new Error(`There is no file ${name}.`);
    if (file.targetScope !== kindOf(scope)) throw new Error(`${name} cannot be deployed to ${scope}.`);
    const wanted = file.parameters.map((one) => one.name).sort();
    if (wanted.join() !== [...given.keys()].sort().join())
      throw new Error(`${name} wants ${wanted.join()} and gets ${[...given.keys()].join()}.`);
    this.id = id;
    this.#file = file;
    this.#files = files;
    this.#scope = scope;
    this.#parameters = given;
  }

  resources(): FlatResource[] {
    const own = this.#file.resources.filter(({ existing }) => !existing).map((one) => this.#flat(one));
    const nested = this.#file.modules.flatMap((one) => {
      const deployment = this.#module(one.symbol);
      const described = {
        id: deployment.id.toLowerCase(),
        type: 'Microsoft.Resources/deployments',
        apiVersion: '',
        location: undefined,
        tags: undefined,
        identity: undefined,
        properties: undefined,
        dependsOn: this.#needs(one.body, one.symbol),
      };
      return [described, ...deployment.resources()];
    });
    return [...own, ...nested];
  }

  output(name: string): unknown {
    const output = this.#file.outputs.find((one) => one.name === name);
    if (!output) throw new Error(`No output ${name}.`);
    return this.#value(output.value);
  }

  #flat({ symbol, type, apiVersion, body }: Resource): FlatResource {
    const properties = this.#value(body, new Set(['parent', 'scope', 'dependsOn', 'name']));
    if (!isRecord(properties)) throw new Error(`${symbol} has no body.`);
    const known = new Set(['location', 'tags', 'identity', 'properties']);
    const strange = Object.keys(properties).filter((key) => !known.has(key));
    if (strange.length > 0) throw new Error(`${symbol} has ${strange.join()}.`);
    return {
      id: this.#idOf(symbol).toLowerCase(),
      type,
      apiVersion,
      location: properties.location,
      tags: properties.tags,
      identity: properties.identity,
      properties: properties.properties,
      dependsOn: this.#needs(body, symbol),
    };
  }

  #resource(symbol: string): Resource | undefined {
    return this.#file.resources.find((one) => one.symbol === symbol);
  }

  #idOf(symbol: string): string {
    const resource = this.#resource(symbol);
    if (!resource) throw new Error(`No resource ${symbol}.`);
    const { type, body } = resource;
    const name = textOf(this.#value(member(body, 'name')));
    const parent = member(body, 'parent');
    if (parent?.kind === 'name') {
      const above = this.#resource(parent.name);
      if (!above || type.slice(0, type.lastIndexOf('/')) !== above.type)
        throw new Error(`${symbol} is no child of ${parent.name}.`);
      return `${this.#idOf(parent.name)}/${type.slice(type.lastIndexOf('/') + 1)}/${name}`;
    }
    const scope = member(body, 'scope');
    return absoluteId(scope === undefined ? this.#scope : this.#scopeOf(scope), type, name);
  }

  /** Where `scope:` points: a resource that is extended, or another scope. */
  #scopeOf(scope: Expression): string {
    if (scope.kind === 'name') return this.#idOf(scope.name);
    if (scope.kind !== 'call') throw new Error('Not a scope.');
    const [first = '', second] = scope.args.map((one) => textOf(this.#value(one)));
    const subscription = /^\/subscriptions\/[^/]+/i.exec(this.#scope)?.[0] ?? '';
    switch (scope.name) {
      case 'resourceGroup':
        if (second === undefined && subscription === '') throw new Error('The subscription is not known.');
        return second === undefined
          ? `${subscription}/resourceGroups/${first}`
          : `/subscriptions/${first}/resourceGroups/${second}`;
      case 'subscription':
        return `/subscriptions/${first}`;
      case 'managementGroup':
        return `/providers/Microsoft.Management/managementGroups/${first}`;
      default:
        throw new Error(`Not a scope: ${scope.name}`);
    }
  }

  #module(symbol: string): Deployment {
    const known = this.#modules.get(symbol);
    if (known) return known;
    const module = this.#file.modules.find((one) => one.symbol === symbol);
    const scope = module && member(module.body, 'scope');
    if (!module || !scope) throw new Error(`No module ${symbol} with a scope.`);
    const parameters = member(module.body, 'params');
    const given = parameters ? this.#value(parameters) : {};
    if (!isRecord(given)) throw new Error('Parameters are an object.');
    const at = this.#scopeOf(scope);
    const name = textOf(this.#value(member(module.body, 'name')));
    const id = absoluteId(at, 'Microsoft.Resources/deployments', name);
    const made = new Deployment(this.#files, module.file, id, at, new Map(Object.entries(given)));
    this.#modules.set(symbol, made);
    return made;
  }

  /** What Bicep makes dependsOn of: every symbol that is declared here and used, and those said outright. */
  #needs(body: Expression, self: string): string[] {
    const found = new Set<string>();
    const walk = (expression: Expression): void => {
      if (expression.kind === 'name' && expression.name !== self) {
        const resource = this.#resource(expression.name);
        if (resource && !resource.existing) found.add(this.#idOf(expression.name).toLowerCase());
        const module: Module | undefined = this.#file.modules.find((one) => one.symbol === expression.name);
        if (module) found.add(this.#module(module.symbol).id.toLowerCase());
      } else if (expression.kind === 'member') walk(expression.of);
      else if (expression.kind === 'call') expression.args.forEach(walk);
      else if (expression.kind === 'array') expression.items.forEach(walk);
      else if (expression.kind === 'object') for (const pair of expression.entries) pair.forEach(walk);
      else if (expression.kind === 'string')
        for (const part of expression.parts) if (typeof part !== 'string') walk(part);
    };
    walk(body);
    return [...found].sort();
  }

  #value(expression: Expression | undefined, without: ReadonlySet<string> = new Set()): unknown {
    switch (expression?.kind) {
      case undefined:
        return undefined;
      case 'literal':
        return expression.value;
      case 'string':
        return expression.parts
          .map((part) => (typeof part === 'string' ? part : textOf(this.#value(part))))
          .join('');
      case 'array':
        return expression.items.map((item) => this.#value(item));
      case 'object':
        return Object.fromEntries(
          expression.entries
            .map(([key, value]) => [textOf(this.#value(key)), value] as const)
            .filter(([key]) => !without.has(key))
            .map(([key, value]) => [key, this.#value(value)]),
        );
      case 'name': {
        if (this.#parameters.has(expression.name)) return this.#parameters.get(expression.name);
        throw new Error(`Nothing is called ${expression.name}.`);
      }
      case 'member':
        return this.#member(expression);
      case 'call':
        throw new Error(`No value: ${expression.name}()`);
    }
  }

  #member(expression: Expression & { kind: 'member' }): unknown {
    const path: string[] = [];
    let root: Expression = expression;
    for (; root.kind === 'member'; root = root.of) path.unshift(root.name);
    if (root.kind !== 'name') throw new Error('A member of something without a name.');
    const [first = '', ...rest] = path;
    if (this.#file.modules.some(({ symbol }) => root.kind === 'name' && symbol === root.name)) {
      if (first !== 'outputs' || rest.length !== 1) throw new Error('A module has outputs only.');
      return this.#module(root.name).output(rest[0] ?? '');
    }
    const id = this.#idOf(root.name);
    if (first === 'id' && rest.length === 0) return id;
    return runtimeValue(id, this.#resource(root.name)?.apiVersion ?? '', path.join('.'));
  }
}

function member(body: Expression, name: string): Expression | undefined {
  if (body.kind !== 'object') throw new Error('A body is an object.');
  return body.entries.find(([key]) => key.kind === 'string' && key.parts.join() === name)?.[1];
}

/** The resources that Bicep files would deploy to a scope, main.bicep being the first to read. */
export function flatBicep(
  files: readonly { readonly name: string; readonly text: string }[],
  scope: string,
): FlatResource[] {
  const parsed = new Map(files.map(({ name, text }) => [name, parseBicep(text)]));
  const main = parsed.get('main.bicep');
  const secrets = (main?.parameters ?? []).map(({ name, secure }) => {
    if (!secure) throw new Error(`${name} is not a secret.`);
    return [name, secretValue(name)] as const;
  });
  return sorted(new Deployment(parsed, 'main.bicep', '', scope, new Map(secrets)).resources());
}
