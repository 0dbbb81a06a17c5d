import type { AzureFault } from '@/lib/arm/fault';

/** Milliseconds until a failed read is tried again: what Azure asked for, else 10 s (3 s when the portal is gone). */
export function retryDelayMs(fault: AzureFault): number {
  if (fault.retryAfterSeconds > 0) return fault.retryAfterSeconds * 1000;
  return fault.code === 'PortalUnreachable' ? 3000 : 10_000;
}
