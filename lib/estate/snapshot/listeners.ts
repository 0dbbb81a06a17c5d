/** Those who want to hear of changes. Told at most twenty times a second: each call makes every open stream look. */
export class Listeners {
  readonly #listeners = new Set<() => void>();
  #telling = false;

  get count(): number {
    return this.#listeners.size;
  }

  /** Calls `listener` after every change, many of them at once, until the returned function is called. */
  add(listener: () => void): () => void {
    // One of its own for each call, so that the same function may listen twice.
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      for (const listener of [...this.#listeners]) listener();
    }, 50).unref();
  }
}
