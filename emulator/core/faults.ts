import { z } from 'zod';
import { subscriptionOf } from './contract/arm-id.ts';
import { ArmError } from './contract/errors.ts';
import type { HttpReply } from './contract/http.ts';
import { internalServerError, throttled } from './rules/arm-errors.ts';

/** One kind of trouble, injected into the next `count` requests that match. */
export const faultSchema = z.strictObject({
  /** Regular expression on the path, any case. Default: every ARM and Graph path. */
  match: z.string().refine(isPattern, 'match must be a regular expression').optional(),
  method: z.string().optional(),
  count: z.int().positive().default(1),
  kind: z.enum(['429', '500', '403', 'reset', 'stall', 'truncate', 'latency']),
  retryAfterSeconds: z.int().nonnegative().default(1),
  /** Delay before the fault shows; alone with kind `latency`. */
  latencyMs: z.int().nonnegative().default(0),
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

/** The faults that wait for their requests, oldest first. */
export class Faults {
  #waiting: { fault: Fault; pattern: RegExp | undefined; left: number }[] = [];

  /** Throws a ZodError when the fault is not well formed. */
  add(input: FaultInput): void {
    const fault = faultSchema.parse(input);
    const pattern = fault.match === undefined ? undefined : new RegExp(fault.match, 'i');
    this.#waiting.push({ fault, pattern, left: fault.count });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that hits this request, if any; it is then used up by one. `api` says whether this is ARM or Graph. */
  take(method: string, path: string, api: boolean): Fault | undefined {
    const entry = this.#waiting.find(
      ({ fault, pattern }) =>
        (fault.method === undefined || fault.method.toUpperCase() === method) &&
        (pattern ? pattern.test(path) : api),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left === 0) this.#waiting = this.#waiting.filter((other) => other !== entry);
    return entry.fault;
  }
}

/** What the client sees of a fault that answers. Undefined for the ones that do not (reset, stall), only delay, or spoil the real answer (truncate). */
export function faultReply(fault: Fault, method: string, path: string): HttpReply | undefined {
  const error = faultError(fault, method, path);
  if (!error) return undefined;
  const reply = error.toReply();
  return { ...reply, headers: { ...reply.headers, 'x-ms-failure-cause': 'gateway' } };
}

function faultError(fault: Fault, method: string, path: string): ArmError | undefined {
  switch (fault.kind) {
    case '429':
      return throttled(subscriptionOf(path), `${method}${path}`, fault.retryAfterSeconds);
    case '500':
      return internalServerError();
    case '403':
      return new ArmError(
        403,
        'AuthorizationFailed',
        `The client does not have authorization to perform this action over scope '${path}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
      );
    case 'reset':
    case 'stall':
    case 'truncate':
    case 'latency':
      return undefined;
  }
}
