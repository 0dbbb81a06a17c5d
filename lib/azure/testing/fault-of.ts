import { AzureError } from '@/lib/arm/azure-error';
import type { AzureFault } from '@/lib/arm/fault';

/** The fault that work ends with. Rejects when it ends well, or with another error. */
export async function faultOf(work: Promise<unknown>): Promise<AzureFault> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AzureError) return error.fault;
  throw new Error(`No AzureError: ${String(error)}`);
}
