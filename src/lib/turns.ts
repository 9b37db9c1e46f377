const NEXT = 0;
const SERVING = 1;
const LENT = 2;

/**
 * Mutual exclusion between threads, first come first served (a ticket lock). Waiting takes no turn of the event loop
 * away from anybody, unlike a database's own lock, which stops the thread that waits.
 */
export class Turns {
  /** What another thread joins with. */
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #lent: boolean;

  /** @param shared the other thread's: this one is its guest, whose turn it may take back when the guest dies */
  constructor(shared?: SharedArrayBuffer) {
    this.shared = shared ?? new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
    this.#cells = new Int32Array(this.shared);
    this.#lent = shared !== undefined;
  }

  async take<R>(work: () => Promise<R>): Promise<R> {
    const ticket = Atomics.add(this.#cells, NEXT, 1);
    if (this.#lent) Atomics.store(this.#cells, LENT, ticket + 1);
    await this.#served(ticket);
    try {
      return await work();
    } finally {
      if (this.#lent) Atomics.store(this.#cells, LENT, 0);
      this.#done();
    }
  }

  /** Gives up the turn that a guest who is gone had, or waited for. */
  async takeBack(): Promise<void> {
    const lent = Atomics.exchange(this.#cells, LENT, 0);
    if (lent === 0) return;
    await this.#served(lent - 1);
    this.#done();
  }

  async #served(ticket: number): Promise<void> {
    for (;;) {
      const serving = Atomics.load(this.#cells, SERVING);
      if (serving === ticket) return;
      await Atomics.waitAsync(this.#cells, SERVING, serving).value;
    }
  }

  #done(): void {
    Atomics.add(this.#cells, SERVING, 1);
    Atomics.notify(this.#cells, SERVING);
  }
}
