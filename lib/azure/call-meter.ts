import 'server-only';

/** Counts one caller's calls to Azure in a sliding minute, retries included. */
export class CallMeter {
  /** Calls per second of the clock, the second modulo 60. */
  readonly #counts = new Uint32Array(60);
  readonly #seconds = new Float64Array(60);
  #total = 0;

  /** All calls so far. */
  get total(): number {
    return this.#total;
  }

  count(nowMs = Date.now()): void {
    const second = Math.floor(nowMs / 1000);
    const slot = second % 60;
    if (this.#seconds[slot] !== second) {
      this.#seconds[slot] = second;
      this.#counts[slot] = 0;
    }
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    this.#total += 1;
  }

  lastMinute(nowMs = Date.now()): number {
    const second = Math.floor(nowMs / 1000);
    let sum = 0;
    for (let slot = 0; slot < 60; slot++) {
      if (second - (this.#seconds[slot] ?? 0) < 60) sum += this.#counts[slot] ?? 0;
    }
    return sum;
  }
}
