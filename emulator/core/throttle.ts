import type { Clock } from './contract/clock.ts';
import type { Provider } from './contract/provider.ts';
import { throttled } from './rules/arm-errors.ts';

/** Token buckets of Azure Resource Manager, per subscription and principal: capacity and refill a second. */
const limits = {
  reads: { capacity: 250, perSecond: 25 },
  writes: { capacity: 200, perSecond: 10 },
  deletes: { capacity: 200, perSecond: 10 },
} as const;

/** All principals of a subscription together have fifteen times as much. */
const globalFactor = 15;

type Kind = keyof typeof limits;

/** What a refusal says of the request. */
interface About {
  readonly operation: string;
  readonly subscriptionId: string | undefined;
}

interface Bucket {
  tokens: number;
  updatedMs: number;
}

function kindOf(method: string): Kind {
  if (method === 'GET' || method === 'HEAD') return 'reads';
  return method === 'DELETE' ? 'deletes' : 'writes';
}

/**
 * Counts requests for the `x-ms-ratelimit-remaining-…` headers. Unless it is told to refuse, it only tells, so that an
 * estate of 100,000 machines can be read at full speed.
 */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;
  readonly #providers: readonly Pick<Provider, 'limits'>[];
  readonly #refuses: boolean;

  /** `refuses`: an empty bucket answers 429, as in Azure. */
  constructor(clock: Clock, providers: readonly Pick<Provider, 'limits'>[], refuses = false) {
    this.#clock = clock;
    this.#providers = providers;
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
      ...this.#ofProviders(method, path, about),
      [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(mine),
      [`x-ms-ratelimit-remaining-subscription-global-${kind}`]: String(all),
    };
  }

  clear(): void {
    this.#buckets.clear();
  }

  /** What is left of the providers' own limits, charged on top. */
  #ofProviders(method: string, path: string, about: About): Record<string, string> {
    const limits = this.#providers.flatMap((provider) => provider.limits?.(method, path) ?? []);
    if (limits.length === 0) return {};
    const left = limits.map(({ name, subject, capacity, perMinute }) => {
      return `${name};${this.#charge(`${subject}/${name}`, capacity, perMinute / 60, about)}`;
    });
    return { 'x-ms-ratelimit-remaining-resource': left.join(',') };
  }

  #charge(key: string, capacity: number, perSecond: number, about: About): number {
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
