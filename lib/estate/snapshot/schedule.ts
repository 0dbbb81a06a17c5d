import 'server-only';

/** Somebody who asked this recently still watches. */
const watchedForMs = 60_000;
const maxRetryMs = 60_000;

export interface ScheduleSettings {
  /** Milliseconds between refreshes while somebody watches. */
  readonly intervalMs: number;
  /** Requests to Azure a minute of refreshes may take. */
  readonly limitPerMinute: number;
}

/** How a refresh went. */
export interface Refreshed {
  readonly ok: boolean;
  /** Requests it took. */
  readonly calls: number;
  /** What Azure asked for before it is asked again; 0 when it did not. */
  readonly retryAfterMs: number;
}

interface Scheduled {
  /** Rejects never. */
  refresh(signal: AbortSignal): Promise<Refreshed>;
  /** Whether anybody listens, whenever they last asked. */
  isListenedTo(): boolean;
}

/**
 * When an estate is refreshed: again and again while somebody watches, not at all otherwise, and so seldom that it stays
 * within the limit. Failures are tried again ever later. The first refresh begins with the first `touch`.
 */
export class Schedule {
  readonly #settings: ScheduleSettings;
  readonly #scheduled: Scheduled;
  readonly #stop = new AbortController();
  #touchedAt = 0;
  #intervalMs: number;
  #failures = 0;
  #running = false;
  #wake: (() => void) | undefined;

  constructor(settings: ScheduleSettings, scheduled: Scheduled) {
    this.#settings = settings;
    this.#scheduled = scheduled;
    this.#intervalMs = settings.intervalMs;
  }

  /** Milliseconds between refreshes that the last one leaves room for. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** When somebody last asked; epoch milliseconds, 0 never. */
  get touchedAt(): number {
    return this.#touchedAt;
  }

  /** Somebody watches: keeps the estate current for a minute. */
  touch(): void {
    const wasWatched = this.#isWatched();
    this.#touchedAt = Date.now();
    if (!this.#running) {
      this.#running = true;
      void this.#run();
    } else if (!wasWatched) this.#wake?.();
  }

  /** Refreshes now rather than at the next turn. */
  refreshNow(): void {
    this.touch();
    this.#wake?.();
  }

  /** Ends all work for good. */
  close(): void {
    this.#stop.abort();
    this.#wake?.();
  }

  #isWatched(): boolean {
    return this.#scheduled.isListenedTo() || Date.now() - this.#touchedAt < watchedForMs;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const dueAt = this.#dueAfter(await this.#scheduled.refresh(signal));
      do {
        // Unwatched it sleeps until somebody comes; then the next refresh is due at once, if its time has passed.
        await this.#sleep(this.#isWatched() ? dueAt - Date.now() : undefined);
      } while (!signal.aborted && !this.#isWatched());
    }
  }

  #dueAfter({ ok, calls, retryAfterMs }: Refreshed): number {
    const { intervalMs, limitPerMinute } = this.#settings;
    // A refresh that costs much is made less often, so that a minute of them stays within the limit.
    this.#intervalMs = Math.max(intervalMs, Math.ceil((calls / limitPerMinute) * 60_000));
    this.#failures = ok ? 0 : this.#failures + 1;
    const waitMs = ok
      ? this.#intervalMs
      : Math.max(retryAfterMs, Math.min(maxRetryMs, 1000 * 2 ** this.#failures));
    return Date.now() + waitMs;
  }

  #sleep(delayMs: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = delayMs === undefined ? undefined : setTimeout(done, Math.max(0, delayMs));
      timer?.unref();
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
      this.#wake = done;
    });
  }
}
