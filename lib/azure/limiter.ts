import 'server-only';

/** Lets at most `size` pieces of work run at the same time; the others wait in the order they came. */
export class Limiter {
  readonly #size: number;
  readonly #waiting: (() => void)[] = [];
  #head = 0;
  #running = 0;

  constructor(size: number) {
    this.#size = size;
  }

  async run<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#running >= this.#size) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#release();
    }
  }

  /** A slot passes straight to the next in line, so nobody who comes later can take it. */
  #release(): void {
    const next = this.#waiting[this.#head];
    if (!next) {
      this.#running -= 1;
      return;
    }
    this.#head += 1;
    if (this.#head === this.#waiting.length) {
      this.#waiting.length = 0;
      this.#head = 0;
    }
    next();
  }
}
