import 'server-only';
import { headers } from 'next/headers';
import { unauthorized } from 'next/navigation';
import { refusalOf } from '@/lib/http/knock';
import { markReached } from '@/lib/http/reached';

/**
 * Begins every page: ends with 401 for whoever is not the operator's own browser, should a request ever come past
 * proxy.ts. In each page and not in a layout, because a client can ask Next for a page without its layouts.
 */
export async function requireOperator(): Promise<void> {
  markReached();
  if (refusalOf({ method: 'GET', headers: await headers(), kind: 'page' })) unauthorized();
}

/** For what stands around pages, which draws less instead of refusing. */
export async function isOperator(): Promise<boolean> {
  return refusalOf({ method: 'GET', headers: await headers(), kind: 'page' }) === null;
}
