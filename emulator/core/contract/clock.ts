export const dayMs = 24 * 3600 * 1000;

/** Time as the emulated tenant sees it. Tests freeze and advance it; nothing in the emulator calls Date.now() itself. */
export class Clock {
  #offsetMs = 0;
  #frozenAt: number | null = null;

  /** Epoch milliseconds. */
  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offsetMs;
  }

  freeze(): void {
    this.#frozenAt = this.now();
  }

  thaw(): void {
    if (this.#frozenAt === null) return;
    this.#offsetMs = this.#frozenAt - Date.now();
    this.#frozenAt = null;
  }

  advance(ms: number): void {
    if (this.#frozenAt === null) this.#offsetMs += ms;
    else this.#frozenAt += ms;
  }
}
