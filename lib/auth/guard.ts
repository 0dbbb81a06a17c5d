import 'server-only';
import { AzureError } from '@/lib/arm/azure-error';
import type { AzureFault } from '@/lib/arm/fault';
import { env } from '@/lib/env';

const noStore = { 'Cache-Control': 'no-store' } as const;

function refusal(status: number, code: string, message: string): Response {
  const fault: AzureFault = {
    code,
    message,
    status,
    requestId: '',
    during: 'Ask the portal',
    at: Date.now(),
    retryAfterSeconds: 0,
  };
  return Response.json({ fault }, { status, headers: noStore });
}

/** Loopback under any port, or a configured name. Anything else is a page that made its own name point here. */
function isOwnHost(host: string): boolean {
  if (/^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host)) return true;
  const lower = host.toLowerCase();
  return env().KEYLESS_ALLOWED_HOSTS.some((name) => name === lower || name === lower.replace(/:\d+$/, ''));
}

/** What the browser gets for a fault: Azure's status where it makes sense for the portal's own answer. */
function statusOf({ status, code }: AzureFault): number {
  if (code === 'SignInFailed') return 401;
  if (status === 0) return 502;
  // Azure's 401 is about the portal's token, its 5xx is not the portal's.
  return status === 401 || status >= 500 ? 502 : status;
}

export function faultResponse(fault: AzureFault): Response {
  const headers = new Headers(noStore);
  if (fault.retryAfterSeconds > 0) headers.set('Retry-After', String(fault.retryAfterSeconds));
  return Response.json({ fault }, { status: statusOf(fault), headers });
}

export class BadRequest extends Error {}

/**
 * Wraps every handler under /api. Refuses foreign Host headers (DNS rebinding) and other sites' pages, turns faults
 * into `{ fault }`, and never lets a stack out. What a handler returns is sent as it is.
 */
export function guarded<Context>(
  handle: (request: Request, context: Context) => Promise<Response>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    if (!isOwnHost(request.headers.get('host') ?? '')) {
      return refusal(
        421,
        'ForeignHost',
        'The portal is not known under this name. See KEYLESS_ALLOWED_HOSTS.',
      );
    }
    const site = request.headers.get('sec-fetch-site') ?? 'none';
    if (site !== 'same-origin' && site !== 'none') {
      return refusal(403, 'CrossSite', 'Pages of other sites may not ask the portal.');
    }
    try {
      return await handle(request, context);
    } catch (error) {
      if (error instanceof AzureError) return faultResponse(error.fault);
      if (error instanceof BadRequest) return refusal(400, 'BadRequest', error.message);
      if (request.signal.aborted) return new Response(null, { status: 499, headers: noStore });
      const id = crypto.randomUUID();
      console.error(`Unexpected error ${id}:`, error);
      return refusal(500, 'Unexpected', `Something went wrong in the portal. Its log has more under ${id}.`);
    }
  };
}
