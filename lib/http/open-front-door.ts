import 'server-only';
import { env } from '@/lib/env';
import { api } from '@/lib/routes';
import { installFrontDoor } from './front-door';
import { listenOnLoopbackOnly } from './loopback-only';
import { ensureLocalSecret, newLinkToken } from './session';

declare global {
  /** The development server may start its code again in the same process. */
  var keylessFrontDoor: boolean | undefined;
}

/** What must stand before the first request is answered. A server that was started by hand prints a link of its own. */
export async function openFrontDoor(): Promise<void> {
  if (globalThis.keylessFrontDoor) return;
  globalThis.keylessFrontDoor = true;
  await listenOnLoopbackOnly();
  installFrontDoor();
  if (ensureLocalSecret())
    console.log(
      `Open http://localhost:${env().PORT}${api.session(newLinkToken())} (works once, within an hour).`,
    );
}
