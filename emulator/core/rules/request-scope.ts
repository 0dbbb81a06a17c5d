/** What the last `/providers/` of a path says: who owns the request and for which type. */
export interface Ownership {
  readonly namespace: string;
  /** Type without namespace, e.g. `virtualMachines/extensions`; '' when the path ends behind the namespace. */
  readonly type: string;
  /** Whether the path ends in a type or an action rather than in a resource's name. */
  readonly open: boolean;
}

/** Undefined when the path names no provider: Azure Resource Manager itself answers (subscriptions, resource groups…). */
export function ownershipOf(segments: readonly string[]): Ownership | undefined {
  const at = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  const namespace = segments[at + 1];
  if (at < 0 || namespace === undefined) return undefined;
  const rest = segments.slice(at + 2);
  return {
    namespace,
    type: rest.filter((_, index) => index % 2 === 0).join('/'),
    open: rest.length % 2 === 1,
  };
}

/**
 * The scope RBAC is asked about: the resource itself for a resource, its owner for a list, an action's resource for a
 * POST. `/subscriptions/s/providers/Microsoft.Compute/virtualMachines` is asked at `…/providers/Microsoft.Compute`,
 * which is what Azure names in its 403.
 */
export function requestScope(segments: readonly string[]): string {
  const at = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  const open = at < 0 ? segments.length % 2 === 1 : (segments.length - at - 2) % 2 === 1;
  const scope = open ? segments.slice(0, -1) : segments;
  return `/${scope.join('/')}`;
}
