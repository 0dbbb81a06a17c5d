import 'server-only';

/** One after the other, at most twenty times a second: each makes every open stream compare and write. */
const notifyEveryMs = 50;

/** Those who want to hear of changes. They hear that something changed, many changes at once, and read what. */
export class Publishing {
  readonly #listeners = new Set<() => void>();
  readonly #subscribed: () => void;
  #telling = false;

  /** `subscribed` is called when somebody begins to listen. */
  constructor(subscribed: () => void = () => {}) {
    this.#subscribed = subscribed;
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls `listener` after every change, many of them at once, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    // One of its own for each call, so that the same function may listen twice.
    const own = () => listener();
    this.#listeners.add(own);
    this.#subscribed();
    return () => this.#listeners.delete(own);
  }

  /** Resolves at the next change; rejects with the signal's reason. */
  nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        unsubscribe();
        signal.removeEventListener('abort', aborted);
      };
      const aborted = () => {
        end();
        reject(signal.reason);
      };
      const unsubscribe = this.subscribe(() => {
        end();
        resolve();
      });
      if (signal.aborted) aborted();
      else signal.addEventListener('abort', aborted);
    });
  }

  /** Something changed. */
  tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      for (const listener of [...this.#listeners]) listener();
    }, notifyEveryMs).unref();
  }
}
