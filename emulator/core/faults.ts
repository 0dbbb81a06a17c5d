import { z } from 'zod';
import { subscriptionOf } from './contract/arm-id.ts';
import { ArmError } from './contract/errors.ts';
import type { HttpReply, HttpRequest, Refusal } from './contract/http.ts';
import { internalServerError, throttled } from './rules/arm-errors.ts';

/** Kinds that answer with the status they are named by, worded as the host that is asked words its errors. */
const statusKinds = ['403', '404', '410', '429', '500', '502', '503', '504'] as const;
/** Kinds without an answer, with half of one, with a late one, and with that of a proxy in the way. */
const otherKinds = ['reset', 'refused', 'tls', 'stall', 'truncate', 'latency', 'proxy'] as const;

/** One kind of trouble, injected into the next `count` requests that match. */
export const faultSchema = z.strictObject({
  /** Regular expression on the path, any case. Default: every ARM and Graph path, or all of the machine's. */
  match: z.string().refine(isPattern, 'match must be a regular expression').optional(),
  method: z.string().optional(),
  /** ARM id of a virtual machine: only requests that code on it makes, to its metadata service too. */
  machine: z.string().startsWith('/subscriptions/').optional(),
  count: z.int().positive().default(1),
  kind: z.enum([...statusKinds, ...otherKinds]),
  retryAfterSeconds: z.int().nonnegative().default(1),
  /** Delay before the fault shows; alone with kind `latency`. */
  latencyMs: z.int().nonnegative().default(0),
  /** What the proxy of kind `proxy` answers. */
  status: z.int().min(400).max(599).default(502),
});

export type FaultInput = z.input<typeof faultSchema>;
type Fault = z.output<typeof faultSchema>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'i');
    return true;
  } catch {
    return false;
  }
}

interface Waiting {
  readonly fault: Fault;
  readonly pattern: RegExp | undefined;
  left: number;
}

/** `isApi` says whether the request is for ARM or Graph, which a fault that names neither path nor machine means. */
function hits({ fault, pattern }: Waiting, request: HttpRequest, isApi: boolean): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== request.method) return false;
  if (fault.machine !== undefined && fault.machine.toLowerCase() !== request.machineId?.toLowerCase())
    return false;
  // Clients that bypass the proxy of their environment never meet it.
  if (fault.kind === 'proxy' && request.throughProxy !== true) return false;
  return pattern ? pattern.test(request.path) : fault.machine !== undefined || isApi;
}

/** The faults that wait for their requests, oldest first. */
export class Faults {
  #waiting: Waiting[] = [];

  /** Throws a ZodError when the fault is not well formed. */
  add(input: FaultInput): void {
    const fault = faultSchema.parse(input);
    const pattern = fault.match === undefined ? undefined : new RegExp(fault.match, 'i');
    this.#waiting.push({ fault, pattern, left: fault.count });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that hits this request, if any; it is then used up by one. `isApi` says whether this is ARM or Graph. */
  take(request: HttpRequest, isApi: boolean): Fault | undefined {
    const entry = this.#waiting.find((waiting) => hits(waiting, request, isApi));
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left === 0) this.#waiting = this.#waiting.filter((other) => other !== entry);
    return entry.fault;
  }
}

/**
 * What the client sees of a fault that answers, worded by `refuse` where the host has words of its own. Undefined for
 * the ones that do not (reset, refused, tls, stall), only delay, or spoil the real answer (truncate).
 */
export function faultReply(fault: Fault, request: HttpRequest, refuse?: Refusal): HttpReply | undefined {
  if (fault.kind === 'proxy') return proxyReply(fault.status, new URL(request.origin).hostname);
  const status = Number(fault.kind);
  if (Number.isNaN(status)) return undefined;
  if (refuse) return refuse(status, fault.retryAfterSeconds);
  const reply = armError(status, fault, request).toReply();
  return { ...reply, headers: { ...reply.headers, 'x-ms-failure-cause': 'gateway' } };
}

function armError(status: number, fault: Fault, { method, path }: HttpRequest): ArmError {
  switch (status) {
    case 429:
      return throttled(subscriptionOf(path), `${method}${path}`, fault.retryAfterSeconds);
    case 500:
      return internalServerError();
    case 403:
      return new ArmError(
        403,
        'AuthorizationFailed',
        `The client does not have authorization to perform this action over scope '${path}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
      );
    case 404:
      return new ArmError(404, 'NotFound', 'The entity was not found in this Azure location.');
    case 410:
      return new ArmError(410, 'Gone', 'The resource is no longer available.');
    case 502:
      return new ArmError(502, 'BadGateway', 'The gateway did not receive a response from the provider.');
    case 504:
      return new ArmError(504, 'GatewayTimeout', 'The gateway did not receive a response in time.');
    default:
      return new ArmError(503, 'ServerTimeout', 'The request timed out. Please try again later.');
  }
}

const proxyTitles: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  407: 'Proxy Authentication Required',
  502: 'Bad Gateway',
  504: 'Gateway Timeout',
};

/** The page of a company's web proxy that answers in place of the host: HTML, and headers that name the proxy. */
function proxyReply(status: number, host: string): HttpReply {
  const title = `${status} ${proxyTitles[status] ?? 'Error'}`;
  return {
    status,
    headers: {
      'content-type': 'text/html',
      server: 'squid/6.10',
      via: '1.1 proxy.corp.example (squid/6.10)',
      ...(status === 407 ? { 'proxy-authenticate': 'Basic realm="proxy.corp.example"' } : {}),
    },
    body: `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>The proxy could not deliver the request to ${host}.</p></body></html>\n`,
  };
}
