/** How many of a number of things are done, for whoever waits to say so. */
export class Progress {
  readonly total: number;
  #done = 0;
  #ended = false;
  #waiting: { atLeast: number; resolve: () => void }[] = [];

  constructor(total: number) {
    this.total = total;
  }

  get done(): number {
    return this.#done;
  }

  /** Nothing more will come: all is done, or it failed. */
  get ended(): boolean {
    return this.#ended;
  }

  step(): void {
    this.#done += 1;
    this.#tell();
  }

  end(): void {
    this.#ended = true;
    this.#tell();
  }

  /** Resolves once so many are done, or it has ended. */
  reached(atLeast: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ atLeast, resolve });
      this.#tell();
    });
  }

  #tell(): void {
    const due = this.#waiting.filter(({ atLeast }) => this.#ended || this.#done >= atLeast);
    this.#waiting = this.#waiting.filter((one) => !due.includes(one));
    for (const { resolve } of due) resolve();
  }
}
