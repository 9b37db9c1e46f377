/** Records that went from where they are found, or came back there, otherwise than by `put`. */
export interface Moved {
  readonly gone: readonly string[];
  /** Accounts to which something came back. */
  readonly cameBackTo: readonly string[];
}

type Listener = (moved: Moved) => void;

/** Tells those who keep something of the records in memory what is not there any more, or is there again. */
export class Moves {
  readonly #listeners = new Set<Listener>();

  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(moved: Partial<Moved>): void {
    for (const listener of this.#listeners) listener({ gone: [], cameBackTo: [], ...moved });
  }
}
