import { type NextRequest, NextResponse } from 'next/server';
import { misshapenAction } from '@/lib/http/action-shape';
import { refusal } from '@/lib/http/guard';
import { hostOfOrigin, type Knock, type Refusal, refusalOf } from '@/lib/http/knock';
import { lockedPage, refusedPage } from '@/lib/http/locked-page';
import { scopeHeader } from '@/lib/http/scope-header';

/** What Next and the browser load without saying anything about an estate, and the link that brings its own proof. */
const publicPath =
  /^\/(_next\/static\/|session\/[^/]+$|(favicon|icon|apple-icon|manifest)[\w-]*\.(ico|svg|png|webmanifest)$)/;

function kindOf(pathname: string): Knock['kind'] {
  if (publicPath.test(pathname)) return 'public';
  return /^\/api(\/|$)/.test(pathname) ? 'api' : 'page';
}

/**
 * In front of every page, action, route, stream, and file. What it lets through still authorizes itself (guarded(),
 * operatorAction(), requireOperator()): a proxy is a filter, not the lock.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { method, headers, nextUrl } = request;
  const kind = kindOf(nextUrl.pathname);
  const refused = refusalOf({ method, headers, kind });
  if (refused) return refusedAs(refused, kind, headers);
  if (kind === 'page' && method !== 'GET' && method !== 'HEAD') {
    const wrong = await misshapenAction(request);
    if (wrong) return refusedPage(wrong.status, wrong.message);
  }
  const checked = new Headers(headers);
  // Next compares an action's Origin with this header, which anybody can send: it gets what was checked here.
  checked.set('x-forwarded-host', hostOfOrigin(headers.get('origin') ?? '') ?? headers.get('host') ?? '');
  checked.set(scopeHeader, encodeURIComponent(nextUrl.searchParams.get('scope') ?? ''));
  return NextResponse.next({ request: { headers: checked } });
}

function refusedAs({ status, code, message }: Refusal, kind: Knock['kind'], headers: Headers): Response {
  if (kind === 'api') return refusal(status, code, message);
  // Next's browser code passes on the message of an action only as plain text.
  if (headers.has('next-action'))
    return new Response(message, {
      status,
      headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' },
    });
  return code === 'NoSession' ? lockedPage('locked') : refusedPage(status, message);
}
