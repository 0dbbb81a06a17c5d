'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { portalGone } from '@/lib/browser/portal-fault';
import type { ActionFailure, ActionResult } from '@/lib/model/action-result';

/** The portal was replaced by another build since this page was loaded: it does not know the page's actions any more. */
const outdated = {
  ok: false,
  kind: 'refused',
  code: 'OutdatedPage',
  message:
    'Keyless was updated since this page was loaded, so nothing was done. What you entered is still here. Reload the page, then try again.',
} as const satisfies ActionFailure;

/**
 * Calls a server action. What it rejects with becomes a value too: an outdated page, a portal that does not answer.
 * Null when it leads to another page.
 */
export async function callAction<Value>(
  during: string,
  call: () => Promise<ActionResult<Value>>,
): Promise<ActionResult<Value> | null> {
  try {
    return await call();
  } catch (error) {
    if (isNavigation(error)) return null;
    if (unstable_isUnrecognizedActionError(error)) return outdated;
    return { ok: false, kind: 'fault', fault: { ...portalGone(during), message: sentenceOf(error) } };
  }
}

/** Next goes there by itself. https://nextjs.org/docs/app/api-reference/functions/unstable_rethrow */
function isNavigation(error: unknown): boolean {
  try {
    unstable_rethrow(error);
    return false;
  } catch {
    return true;
  }
}

function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // A browser's own words for a connection that broke help nobody.
  return /fetch|network/i.test(text) ? portalGone('').message : text;
}
