import 'server-only';
import { AzureError } from '@/lib/arm/azure-error';
import { type AzureFault, portalFault } from '@/lib/arm/fault';
import { refusalOf } from './knock';
import { markReached } from './reached';
import { endedWithSession } from './session-stream';

const noStore = { 'Cache-Control': 'no-store' } as const;

/** A fault of the portal itself as the answer of an API route. */
export function refusal(status: number, code: string, message: string): Response {
  const fault = portalFault({ code, message, status, during: 'Ask the portal' });
  return Response.json({ fault }, { status, headers: noStore });
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

export class BodyTooLarge extends Error {}

/**
 * Wraps every handler under /api. Refuses whoever is not the operator's own browser (knock.ts), turns faults into
 * `{ fault }`, ends event streams with the session, and never lets a stack out. What a handler returns is sent as it is.
 */
export function guarded<Context>(
  handle: (request: Request, context: Context) => Promise<Response>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    markReached();
    const refused = refusalOf({ method: request.method, headers: request.headers, kind: 'api' });
    if (refused) return refusal(refused.status, refused.code, refused.message);
    try {
      return endedWithSession(request, await handle(request, context));
    } catch (error) {
      if (error instanceof AzureError) return faultResponse(error.fault);
      if (error instanceof BadRequest) return refusal(400, 'BadRequest', error.message);
      if (error instanceof BodyTooLarge) return refusal(413, 'BodyTooLarge', error.message);
      if (request.signal.aborted) return new Response(null, { status: 499, headers: noStore });
      const id = crypto.randomUUID();
      console.error(`Unexpected error ${id}:`, error);
      return refusal(500, 'Unexpected', `Something went wrong in the portal. Its log has more under ${id}.`);
    }
  };
}
