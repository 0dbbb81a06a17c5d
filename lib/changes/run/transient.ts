import type { AzureFault } from '@/lib/arm/fault';

/** Refusals that pass by themselves: two writers at once, or something too new for Azure to know. */
const passing = new Set([
  'AnotherOperationInProgress',
  'Conflict',
  'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
  'ExpiredAuthenticationToken',
  'OperationPreempted',
  'PreconditionFailed',
  'PrincipalNotFound',
  'RetryableError',
  'Unreachable',
]);

/** Whether the same request can succeed later. Each step checks first whether it is done, so asking twice is safe. */
export function isTransient({ status, code }: AzureFault): boolean {
  if (code === 'StillRunning') return false;
  return status === 412 || status === 429 || status >= 500 || passing.has(code);
}

/** Milliseconds to wait before attempt `attempt + 1`: what Azure asked for, else doubling from `baseMs` to `maxMs`. */
export function waitBeforeMs(fault: AzureFault, attempt: number, baseMs: number, maxMs: number): number {
  if (fault.retryAfterSeconds > 0) return fault.retryAfterSeconds * 1000;
  return Math.min(maxMs, baseMs * 2 ** (attempt - 1));
}
