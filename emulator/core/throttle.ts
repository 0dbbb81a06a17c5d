import { throttled } from './arm-errors.ts';
import type { Clock } from './contract/clock.ts';

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

/** Buckets of the compute provider: capacity and refill a minute, for one machine and for a subscription. */
const computeLimits = {
  PutVM: { machine: { capacity: 12, perMinute: 4 }, subscription: { capacity: 1500, perMinute: 500 } },
  UpdateVM: { machine: { capacity: 12, perMinute: 4 }, subscription: { capacity: 1500, perMinute: 500 } },
  DeleteVM: { machine: { capacity: 12, perMinute: 4 }, subscription: { capacity: 1500, perMinute: 500 } },
  LowCostGet: {
    machine: { capacity: 36, perMinute: 12 },
    subscription: { capacity: 24_000, perMinute: 8000 },
  },
  HighCostGet: { machine: undefined, subscription: { capacity: 900, perMinute: 300 } },
} as const;

type ComputeKind = keyof typeof computeLimits;
const machinePath =
  /^\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+)?\/providers\/microsoft\.compute\/virtualmachines(?:\/([^/]+))?(?:\/([^/]+))?$/i;

function computeKindOf(method: string, machine: string | undefined, action: string): ComputeKind {
  if (method === 'GET' || method === 'HEAD') return machine === undefined ? 'HighCostGet' : 'LowCostGet';
  if (method === 'PUT') return 'PutVM';
  return method === 'DELETE' || action === 'deallocate' ? 'DeleteVM' : 'UpdateVM';
}

/**
 * Counts requests for the `x-ms-ratelimit-remaining-…` headers. Unless it is told to refuse, it only tells, so that an
 * estate of 100,000 machines can be read at full speed.
 */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;
  readonly #refuses: boolean;

  /** `refuses`: an empty bucket answers 429, as in Azure. */
  constructor(clock: Clock, refuses = false) {
    this.#clock = clock;
    this.#refuses = refuses;
  }

  /**
   * Takes one request and gives the headers that say what is left. Without a subscription the tenant is charged. Throws
   * Azure's 429 when a bucket is empty and this refuses.
   */
  take(
    { method, path }: { method: string; path: string },
    principalId: string,
    subscriptionId: string | undefined,
  ): Record<string, string> {
    const kind = kindOf(method);
    const { capacity, perSecond } = limits[kind];
    const about = { operation: `${method}${path}`, subscriptionId };
    const mine = this.#charge(`${principalId}/${subscriptionId ?? ''}/${kind}`, capacity, perSecond, about);
    if (!subscriptionId) return { [`x-ms-ratelimit-remaining-tenant-${kind}`]: String(mine) };
    const all = this.#charge(
      `/${subscriptionId}/${kind}`,
      capacity * globalFactor,
      perSecond * globalFactor,
      about,
    );
    return {
      ...this.#compute(method, path, about),
      [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(mine),
      [`x-ms-ratelimit-remaining-subscription-global-${kind}`]: String(all),
    };
  }

  clear(): void {
    this.#buckets.clear();
  }

  /** The compute provider's own limits, which its machines' requests are charged on top. */
  #compute(
    method: string,
    path: string,
    about: { operation: string; subscriptionId: string | undefined },
  ): Record<string, string> {
    const match = machinePath.exec(path);
    if (!match) return {};
    const [, machine, action = ''] = match;
    const kind = computeKindOf(method, machine, action.toLowerCase());
    const { machine: ofMachine, subscription } = computeLimits[kind];
    const all = this.#charge(
      `${about.subscriptionId}/${kind}`,
      subscription.capacity,
      subscription.perMinute / 60,
      about,
    );
    const left = [`Microsoft.Compute/${kind}SubscriptionMaximum;${all}`];
    if (ofMachine && machine !== undefined) {
      const key = `${path.toLowerCase().split('/').slice(0, 9).join('/')}/${kind}`;
      const mine = this.#charge(key, ofMachine.capacity, ofMachine.perMinute / 60, about);
      left.push(`Microsoft.Compute/${kind}Resource;${mine}`);
    }
    return { 'x-ms-ratelimit-remaining-resource': left.join(',') };
  }

  #charge(
    key: string,
    capacity: number,
    perSecond: number,
    about: { operation: string; subscriptionId: string | undefined },
  ): number {
    const left = this.#take(key, capacity, perSecond);
    if (left >= 0) return Math.floor(left);
    if (this.#refuses) throw throttled(about.subscriptionId, about.operation, Math.ceil(-left / perSecond));
    return 0;
  }

  /** What is left after this request; below 0 when there was not enough, and then nothing is taken. */
  #take(key: string, capacity: number, perSecond: number): number {
    const nowMs = this.#clock.now();
    const before = this.#buckets.get(key);
    const elapsedSeconds = before ? Math.max(0, nowMs - before.updatedMs) / 1000 : 0;
    const filled = before ? Math.min(capacity, before.tokens + elapsedSeconds * perSecond) : capacity;
    const left = filled - 1;
    this.#buckets.set(key, { tokens: left >= 0 ? left : filled, updatedMs: nowMs });
    return left;
  }
}
