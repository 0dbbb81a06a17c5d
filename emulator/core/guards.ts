import { subscriptionOf } from './contract/arm-id.ts';
import { ArmError } from './contract/errors.ts';
import type { Method, OperationRequest } from './contract/provider.ts';
import type { World } from './contract/world.ts';
import { ownershipOf } from './rules/request-scope.ts';

/** Namespaces every subscription has from the start. */
const alwaysRegistered = ['microsoft.authorization', 'microsoft.resources', 'microsoft.management'];
const lockType = 'Microsoft.Authorization/locks';

/**
 * Throws 409 MissingSubscriptionRegistration for a resource of a provider the subscription is not registered for.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
 */
export function requireRegistration(world: World, method: Method, segments: readonly string[]): void {
  const namespace = ownershipOf(segments)?.namespace;
  if (method !== 'PUT' || namespace === undefined || segments[0]?.toLowerCase() !== 'subscriptions') return;
  const lower = namespace.toLowerCase();
  const registered = world.subscriptions.get(segments[1] ?? '')?.registeredProviders ?? [];
  if (alwaysRegistered.includes(lower) || registered.some((name) => name.toLowerCase() === lower)) return;
  const code = 'MissingSubscriptionRegistration';
  const message = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
  throw new ArmError(409, code, message, {
    gateway: true,
    details: [{ code, target: namespace, message }],
  });
}

/** Posts that ask rather than change. */
const asking = /\/(validate|whatif|checknameavailability|listassociatedresources)$/i;

/**
 * Throws 409 ScopeLocked when a lock at, above or, for a deletion, below the path forbids the request. CanNotDelete
 * forbids deletions, also of what hangs on the resource: its role assignments and federated credentials; ReadOnly
 * forbids every write and every POST.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
 */
export function requireUnlocked(world: World, method: Method, path: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  const lower = path.toLowerCase();
  if (lower.includes('/providers/microsoft.authorization/locks/')) return;
  if (method === 'POST' && asking.test(lower)) return;
  const subscriptionId = subscriptionOf(lower);
  if (subscriptionId === undefined) return;
  const deletes = method === 'DELETE';
  const scopes = world.resources
    .find('typeInSubscription', `${subscriptionId}/${lockType}`)
    .filter((lock) => deletes || lock.properties.level === 'ReadOnly')
    .map((lock) =>
      lock.id.slice(0, lock.id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/locks/')),
    )
    .filter((scope) => {
      const locked = scope.toLowerCase();
      if (lower === locked || lower.startsWith(`${locked}/`)) return true;
      return deletes && locked.startsWith(`${lower}/`);
    });
  if (scopes.length === 0) return;
  throw new ArmError(
    409,
    'ScopeLocked',
    `The scope '${path}' cannot perform ${deletes ? 'delete' : 'write'} operation because following scope(s) are locked: '${[...new Set(scopes)].join(', ')}'. Please remove the lock and try again.`,
    { gateway: true },
  );
}

/** Trouble a resource asks for by its name, so that a client which knows nothing of an emulator can be tested with it. */
export interface Sentinel {
  /** HTTP status every write is refused with. */
  readonly failStatus?: number;
  /** Writes and their operations take long. */
  readonly slow?: true;
  /** Long-running operations end as Failed, and change nothing. */
  readonly operationFails?: true;
}

/** What the name of the resource that is written asks for: `…-fail-409`, `…-slow`, `…-lro-fails`. */
export function sentinelOf(method: Method, segments: readonly string[]): Sentinel {
  if (method === 'GET' || method === 'HEAD') return {};
  const name = (method === 'POST' ? segments.at(-2) : segments.at(-1)) ?? '';
  const status = /-fail-([45]\d\d)$/i.exec(name)?.[1];
  if (status !== undefined) return { failStatus: Number(status) };
  if (/-slow$/i.test(name)) return { slow: true };
  if (/-lro-fails$/i.test(name)) return { operationFails: true };
  return {};
}

const codes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  403: 'AuthorizationFailed',
  404: 'NotFound',
  409: 'Conflict',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

/** The refusal a name ending in `-fail-{status}` asks for. */
export function sentinelError(status: number): ArmError {
  const message = `The name of the resource asks the emulator for the status ${status}.`;
  return new ArmError(status, codes[status] ?? 'SentinelError', message, {
    ...(status === 429 ? { headers: { 'retry-after': '1' } } : {}),
  });
}

/** How much longer writes and operations take on a resource whose name asks for it. */
export const slow = { writeMs: 2000, operationMs: 30_000 };

/** The operation, longer or failing when the resource's name asks for it. */
export function asNamed(started: OperationRequest, sentinel: Sentinel): OperationRequest {
  if (sentinel.slow) return { ...started, durationMs: started.durationMs + slow.operationMs };
  if (!sentinel.operationFails) return started;
  return {
    ...started,
    complete() {
      throw new ArmError(
        409,
        'OperationFailed',
        'The name of the resource asks for an operation that fails.',
      );
    },
  };
}
