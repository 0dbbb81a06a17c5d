import 'server-only';
import { AzureError, isNotFound } from '@/lib/arm/azure-error';
import { toFault } from './to-fault';

/** Runs a call and gives its failure the words of what was being done. Throws AzureError. */
export async function during<Value>(what: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw new AzureError(toFault(error, what));
  }
}

/** The same for a read: null when Azure says that there is no such thing. */
export async function orNull<Value>(what: string, call: () => Promise<Value>): Promise<Value | null> {
  try {
    return await call();
  } catch (error) {
    const fault = toFault(error, what);
    if (isNotFound(fault)) return null;
    throw new AzureError(fault);
  }
}

/** The same for a list, whichever page fails. */
export async function* pagesDuring<Page>(what: string, pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  try {
    yield* pages;
  } catch (error) {
    throw new AzureError(toFault(error, what));
  }
}
