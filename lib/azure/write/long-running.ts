import 'server-only';
import { AzureError } from '@/lib/arm/azure-error';
import { portalFault } from '@/lib/arm/fault';
import { callContext } from '@/lib/azure/call-context';
import type { Report } from '@/lib/model/writer-states';

interface Poller<Result> {
  pollUntilDone(options?: { abortSignal?: AbortSignal }): Promise<Result>;
  onProgress(callback: (state: { status: string }) => void): unknown;
}

interface Wait {
  /** What is being done, in words. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly report?: Report;
  /** Said when the time is up; by default that a change was begun, and is not known to be over. */
  readonly late?: string;
}

/**
 * Waits for a long-running operation, at the pace Azure asks for (Retry-After), until the call context's signal ends it
 * or the time is up. Throws AzureError `StillRunning` then, and what the SDK throws otherwise.
 */
export async function ended<Result>(
  poller: Poller<Result>,
  { what, timeoutMs, report, late }: Wait,
): Promise<Result> {
  const since = Date.now();
  poller.onProgress(({ status }) => {
    report?.(`Azure: ${status}, ${Math.round((Date.now() - since) / 1000)} s`);
  });
  const limit = AbortSignal.timeout(timeoutMs);
  const signal = callContext()?.signal;
  try {
    return await poller.pollUntilDone({ abortSignal: signal ? AbortSignal.any([limit, signal]) : limit });
  } catch (error) {
    if (!limit.aborted) throw error;
    const seconds = Math.round(timeoutMs / 1000);
    const message =
      late ??
      `Azure took the change and had not finished it after ${seconds} s. It may still succeed: look at the resource before trying again.`;
    throw new AzureError(portalFault({ code: 'StillRunning', message, during: what }));
  }
}
