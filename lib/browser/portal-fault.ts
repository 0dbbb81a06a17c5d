import { type AzureFault, portalFault } from '@/lib/arm/fault';

/** An AzureFault that can be thrown; what queries reject with. */
export class PortalFault extends Error implements AzureFault {
  readonly code: string;
  readonly status: number;
  readonly requestId: string;
  readonly during: string;
  readonly at: number;
  readonly retryAfterSeconds: number;

  constructor(fault: AzureFault) {
    super(fault.message);
    this.name = 'PortalFault';
    this.code = fault.code;
    this.status = fault.status;
    this.requestId = fault.requestId;
    this.during = fault.during;
    this.at = fault.at;
    this.retryAfterSeconds = fault.retryAfterSeconds;
  }
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: AzureFault;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * The fault in a JSON answer: the body itself, or under `fault` or `error`. Fields that are missing are filled from
 * the response, so that a proxy's own error page still says something true.
 */
export function readFault(body: unknown, response: Response, during: string): AzureFault {
  const outer = isRecord(body) ? body : {};
  const inner = isRecord(outer.fault) ? outer.fault : isRecord(outer.error) ? outer.error : outer;
  const text = (key: string, otherwise: string) => {
    const value = inner[key];
    return typeof value === 'string' && value !== '' ? value : otherwise;
  };
  const number = (key: string, otherwise: number) => {
    const value = inner[key];
    return typeof value === 'number' ? value : otherwise;
  };
  return portalFault({
    code: text('code', response.statusText || `Http${response.status}`),
    message: text('message', `The portal answered ${response.status} without saying why.`),
    status: number('status', response.status),
    requestId: text('requestId', response.headers.get('x-ms-request-id') ?? ''),
    during: text('during', during),
    at: number('at', Date.now()),
    retryAfterSeconds: number('retryAfterSeconds', Number(response.headers.get('retry-after') ?? 0) || 0),
  });
}

/** The portal itself did not answer: it is restarting, or the network between is down. */
export function portalGone(during: string): PortalFault {
  const message = 'The portal did not answer. It may be restarting, or your connection to it is down.';
  return new PortalFault(portalFault({ code: 'PortalUnreachable', message, during }));
}

/** Fetches from the portal's API. Rejects with a PortalFault, or with the signal's reason when aborted. */
export async function fetchFromPortal(url: string, during: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    // `no-cache` revalidates by ETag: an unchanged answer costs one 304 and no body.
    response = await fetch(url, { cache: 'no-cache', signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw portalGone(during);
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  throw new PortalFault(readFault(body, response, during));
}

/**
 * The JSON of an answer. `Body` is trusted: it is written by this very build of the portal. Rejects with a PortalFault
 * when something between broke it.
 */
export async function fetchJson<Body>(url: string, during: string, signal?: AbortSignal): Promise<Body> {
  const response = await fetchFromPortal(url, during, signal);
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    const message = `The portal’s answer could not be read: ${error instanceof Error ? error.message : String(error)}`;
    const { status } = response;
    throw new PortalFault(portalFault({ code: 'UnreadableAnswer', message, status, during }));
  }
}
