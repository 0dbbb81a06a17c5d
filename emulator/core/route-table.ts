import type { Method, Provider, Route } from './contract/provider.ts';

/** One route with the pieces that matching compares. */
interface Compiled {
  readonly provider: Provider;
  readonly route: Route;
  /** Lower-cased literals, or the parameter's name behind a leading `:`. Without a leading `{scope}`. */
  readonly segments: readonly string[];
  readonly scoped: boolean;
}

export type Match =
  | {
      readonly kind: 'route';
      readonly provider: Provider;
      readonly route: Route;
      readonly params: Record<string, string>;
    }
  | { readonly kind: 'otherMethod'; readonly allowed: readonly Method[] }
  | { readonly kind: 'none' };

function compile(provider: Provider, route: Route): Compiled {
  const parts = route.path.split('/').filter((part) => part !== '');
  const scoped = parts[0] === '{scope}';
  const segments = (scoped ? parts.slice(1) : parts).map((part) => {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    return name ? `:${name}` : part.toLowerCase();
  });
  return { provider, route, segments, scoped };
}

/** The more literals a pattern has, the earlier it is tried: `…/identities/default` wins over `…/{name}`. */
function literals(compiled: Compiled): number {
  return compiled.segments.filter((segment) => !segment.startsWith(':')).length;
}

/**
 * Finds the route of a path. Literals match in any case. A leading `{scope}` takes everything before the rest, also
 * nothing; because the whole rest must match, the last `/providers/` of the path decides who owns a request.
 */
export class RouteTable {
  readonly #fixed = new Map<number, Compiled[]>();
  readonly #scoped = new Map<number, Compiled[]>();
  /** Scoped patterns are tried for these lengths of the path's end, longest first. */
  readonly #scopedLengths: readonly number[];

  constructor(providers: readonly Provider[]) {
    for (const provider of providers) {
      for (const route of provider.routes) {
        const compiled = compile(provider, route);
        const byLength = compiled.scoped ? this.#scoped : this.#fixed;
        const sameLength = byLength.get(compiled.segments.length);
        if (sameLength) sameLength.push(compiled);
        else byLength.set(compiled.segments.length, [compiled]);
      }
    }
    for (const list of [...this.#fixed.values(), ...this.#scoped.values()]) {
      list.sort((left, right) => literals(right) - literals(left));
    }
    this.#scopedLengths = [...this.#scoped.keys()].sort((left, right) => right - left);
  }

  /** `segments` are decoded, casing as sent. */
  match(method: string, segments: readonly string[]): Match {
    const lower = segments.map((segment) => segment.toLowerCase());
    const allowed = new Set<Method>();
    const candidates: (readonly [readonly Compiled[], number])[] = [
      [this.#fixed.get(segments.length) ?? [], 0],
      ...this.#scopedLengths
        .filter((length) => length <= segments.length)
        .map((length) => [this.#scoped.get(length) ?? [], segments.length - length] as const),
    ];
    for (const [list, offset] of candidates) {
      for (const compiled of list) {
        const params = read(compiled, segments, lower, offset);
        if (!params) continue;
        if (compiled.route.method === method) {
          return { kind: 'route', provider: compiled.provider, route: compiled.route, params };
        }
        allowed.add(compiled.route.method);
      }
    }
    return allowed.size > 0 ? { kind: 'otherMethod', allowed: [...allowed] } : { kind: 'none' };
  }
}

function read(
  compiled: Compiled,
  segments: readonly string[],
  lower: readonly string[],
  offset: number,
): Record<string, string> | undefined {
  for (const [index, expected] of compiled.segments.entries()) {
    if (!expected.startsWith(':') && lower[offset + index] !== expected) return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, expected] of compiled.segments.entries()) {
    if (expected.startsWith(':')) params[expected.slice(1)] = segments[offset + index] ?? '';
  }
  if (compiled.scoped) {
    const scope = segments.slice(0, offset);
    if (!isScope(lower.slice(0, offset))) return undefined;
    params.scope = scope.length === 0 ? '' : `/${scope.join('/')}`;
  }
  return params;
}

/** Whether the segments are an ARM scope: the tenant, a management group, a subscription, a group or a resource. */
function isScope(lower: readonly string[]): boolean {
  if (lower.length === 0) return true;
  if (lower[0] === 'subscriptions') {
    if (lower.length === 2) return true;
    if (lower[2] === 'resourcegroups' && lower.length === 4) return true;
  }
  const provider = lower.lastIndexOf('providers');
  // A resource is /providers/{namespace} followed by pairs of type and name.
  return provider >= 0 && lower.length - provider >= 4 && (lower.length - provider) % 2 === 0;
}
