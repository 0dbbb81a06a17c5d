import type { Clock } from './clock.ts';

/** Token buckets of Azure Resource Manager, per subscription and principal: capacity and refill a second. */
const limits = {
  reads: { capacity: 250, perSecond: 25 },
  writes: { capacity: 200, perSecond: 10 },
  deletes: { capacity: 200, perSecond: 10 },
} as const;

/** All principals of a subscription together have fifteen times as much. */
const globalFactor = 15;

type Kind = keyof typeof limits;

interface Bucket {
  tokens: number;
  updatedMs: number;
}

function kindOf(method: string): Kind {
  if (method === 'GET' || method === 'HEAD') return 'reads';
  return method === 'DELETE' ? 'deletes' : 'writes';
}

/**
 * Counts requests for the `x-ms-ratelimit-remaining-…` headers. It only tells: nothing is refused, so that an estate
 * of 100,000 machines can be read at full speed. Refusals are made on purpose, with faults.
 */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one request and gives the headers that say what is left. Without a subscription the tenant is charged. */
  take(method: string, principalId: string, subscriptionId: string | undefined): Record<string, string> {
    const kind = kindOf(method);
    const { capacity, perSecond } = limits[kind];
    const mine = this.#take(`${principalId}/${subscriptionId ?? ''}/${kind}`, capacity, perSecond);
    if (!subscriptionId) return { [`x-ms-ratelimit-remaining-tenant-${kind}`]: String(mine) };
    const all = this.#take(`/${subscriptionId}/${kind}`, capacity * globalFactor, perSecond * globalFactor);
    return {
      [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(mine),
      [`x-ms-ratelimit-remaining-subscription-global-${kind}`]: String(all),
    };
  }

  clear(): void {
    this.#buckets.clear();
  }

  #take(key: string, capacity: number, perSecond: number): number {
    const nowMs = this.#clock.now();
    const before = this.#buckets.get(key);
    const elapsedSeconds = before ? Math.max(0, nowMs - before.updatedMs) / 1000 : 0;
    const filled = before ? Math.min(capacity, before.tokens + elapsedSeconds * perSecond) : capacity;
    const tokens = Math.max(0, filled - 1);
    this.#buckets.set(key, { tokens, updatedMs: nowMs });
    return Math.floor(tokens);
  }
}
