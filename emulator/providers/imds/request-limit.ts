import type { Clock } from '../../core/contract/clock.ts';
import { imdsErrors } from './imds-error.ts';

const perSecond = 20;
const atOnce = 5;

/** What one machine may ask of managed identity at IMDS: 20 requests a second and 5 at once. */
export class RequestLimit {
  readonly #clock: Clock;
  /** Times of the requests of the last second, by machine. */
  readonly #recent = new Map<string, number[]>();
  readonly #running = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs the work or throws ImdsError 429. */
  async run<Result>(vmId: string, work: () => Promise<Result>): Promise<Result> {
    const now = this.#clock.now();
    const recent = (this.#recent.get(vmId) ?? []).filter((at) => now - at < 1000);
    const running = this.#running.get(vmId) ?? 0;
    if (recent.length >= perSecond || running >= atOnce) throw imdsErrors.throttled();
    this.#recent.set(vmId, [...recent, now]);
    this.#running.set(vmId, running + 1);
    try {
      return await work();
    } finally {
      const left = (this.#running.get(vmId) ?? 1) - 1;
      if (left > 0) this.#running.set(vmId, left);
      else this.#running.delete(vmId);
    }
  }
}
