import 'server-only';
import { env } from '@/lib/env';
import { hasSession } from './session';

/** What of a request decides whether it is answered. Headers of any kind: a request's, next/headers', Node's. */
export interface Knock {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
  /**
   * `page`: people follow links to it from other sites. `api`: our own pages ask it. `public`: styles, scripts, and
   * icons, which say nothing about anybody, and the session link, which brings its own proof.
   */
  readonly kind: 'page' | 'api' | 'public';
}

export interface Refusal {
  readonly status: 401 | 403 | 421;
  readonly code: 'ForeignHost' | 'ForeignOrigin' | 'CrossSite' | 'NoSession';
  readonly message: string;
}

const refusals = {
  ForeignHost: {
    status: 421,
    code: 'ForeignHost',
    message: 'The portal does not answer to this host name. See KEYLESS_ALLOWED_HOSTS.',
  },
  ForeignOrigin: {
    status: 403,
    code: 'ForeignOrigin',
    message: 'The request does not come from a page of this portal.',
  },
  CrossSite: {
    status: 403,
    code: 'CrossSite',
    message: 'Pages of other sites cannot send requests to the portal.',
  },
  NoSession: {
    status: 401,
    code: 'NoSession',
    message:
      'This browser has no session. Open the link that Keyless printed, or run "npm run link" for a new one.',
  },
} as const satisfies Record<Refusal['code'], Refusal>;

/**
 * Whether a request comes from the operator's own browser. Null when it does, otherwise why not.
 *
 * Decided from the Host header at request time, never from X-Forwarded-Host, which anybody can send. Host is compared
 * with loopback names and KEYLESS_ALLOWED_HOSTS, because a page that made its own name point here (DNS rebinding) is
 * same-origin with itself.
 */
export function refusalOf({ method, headers, kind }: Knock): Refusal | null {
  const host = (headers.get('host') ?? '').toLowerCase();
  if (!isOwnHost(host)) return refusals.ForeignHost;
  const reads = method === 'GET' || method === 'HEAD';
  const origin = headers.get('origin');
  if (origin === null ? !reads : !isOwnOrigin(origin, host)) return refusals.ForeignOrigin;
  if (!isOwnSite(headers) && !(reads && kind !== 'api' && isNavigation(headers))) return refusals.CrossSite;
  if (kind !== 'public' && !hasSession(headers.get('cookie'))) return refusals.NoSession;
  return null;
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** Loopback under any port, or a configured name. */
function isOwnHost(host: string): boolean {
  if (loopback.test(host)) return true;
  return env().KEYLESS_ALLOWED_HOSTS.some((name) => name === host || name === host.replace(/:\d+$/, ''));
}

/**
 * The host a page was loaded from, or a configured name. `localhost` and `127.0.0.1` with the same port are one server:
 * when Next passes an action on to another of its workers, it asks itself by address with the browser's Origin.
 */
function isOwnOrigin(origin: string, host: string): boolean {
  const from = hostOfOrigin(origin);
  if (from === null) return false;
  const byName = (text: string) => text.replace(/^127\.0\.0\.1(?=:|$)/, 'localhost');
  return byName(from) === byName(host) || env().KEYLESS_ALLOWED_HOSTS.includes(from);
}

/** `host:port` of a well-formed http(s) origin without anything else in it, otherwise null. */
export function hostOfOrigin(origin: string): string | null {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return null;
  const url = new URL(origin);
  return url.origin === origin ? url.host : null;
}

/** https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site; clients other than browsers send none. */
function isOwnSite(headers: Knock['headers']): boolean {
  return ['same-origin', 'none'].includes(headers.get('sec-fetch-site') ?? 'none');
}

function isNavigation(headers: Knock['headers']): boolean {
  return headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';
}
