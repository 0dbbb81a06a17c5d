import type { AzureFault, Result } from './fault';

/** A failed call to Azure, thrown by everything that calls it. */
export class AzureError extends Error {
  readonly fault: AzureFault;

  constructor(fault: AzureFault) {
    super(fault.message);
    this.name = 'AzureError';
    this.fault = fault;
  }
}

/** True when Azure said that the caller may not: never the same as "there is none". */
export function isRefused(fault: AzureFault): boolean {
  return fault.status === 403;
}

/** True when Azure said that there is no such thing, as opposed to no answer or a refusal. */
export function isNotFound(fault: AzureFault): boolean {
  return fault.status === 404;
}

/** What `work` gives, or the fault it was thrown as. Anything else that is thrown is passed on. */
export async function asResult<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AzureError) return { ok: false, fault: error.fault };
    throw error;
  }
}
