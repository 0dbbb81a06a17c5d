/** Runs what is for the same key one after the other: Azure refuses or loses concurrent changes of one machine. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<Value>(key: string | undefined, work: () => Promise<Value>): Promise<Value> {
    if (key === undefined) return work();
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => {});
    this.#last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}
