import 'server-only';
import { routes } from '@/lib/routes';
import { refusalOf } from './knock';
import { lockedPage, refusedPage } from './locked-page';
import { hasSession, newSession, sessionCookieName, takeLink } from './session';

/**
 * `GET /session/<token>`: exchanges a link for a session cookie, once, and leaves for the overview, so that the token is
 * gone from the address. Asking with HEAD, as link checkers do, uses nothing up.
 */
export async function exchangeLink(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { method, headers } = request;
  const refused = refusalOf({ method, headers, kind: 'public' });
  if (refused) return refusedPage(refused.status, refused.message);
  if (method !== 'GET') return refusedPage(405, 'Open the link in a browser.');
  const { token } = await params;
  const leave = new Headers({ Location: routes.overview(), 'Cache-Control': 'no-store' });
  if (takeLink(token)) {
    leave.set('Set-Cookie', `${sessionCookieName()}=${newSession()}; Path=/; HttpOnly; SameSite=Lax`);
    return new Response(null, { status: 303, headers: leave });
  }
  // Somebody who is in already reloads the link, or comes back to it.
  return hasSession(headers.get('cookie'))
    ? new Response(null, { status: 303, headers: leave })
    : lockedPage('usedLink');
}
