import type { Vault } from '../../records/types.ts';

/** A group whose record was read here. */
interface Seen {
  readonly appId: string;
  readonly groupId: string;
}

const REMEMBERED = 10_000;

/**
 * Groups may be erased by other ways than these: a request, an operator. Whoever was in several of them keeps a record
 * that still names the one that is gone; it is put right then, in the background.
 */
export class GoneGroups {
  readonly #seen = new Map<string, Seen>();
  readonly #forget: (appId: string, groupId: string) => Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #unwatch: () => void;
  #last: Promise<void> = Promise.resolve();

  /** @param forget takes a group that is gone off the records of its people, and does nothing where it is not gone */
  constructor(
    vault: Vault,
    forget: (appId: string, groupId: string) => Promise<void>,
    onError: (error: unknown) => void,
  ) {
    this.#forget = forget;
    this.#onError = onError;
    this.#unwatch = vault.watch(({ gone }) => {
      for (const recordId of gone) this.#went(recordId);
    });
  }

  saw(recordId: string, seen: Seen): void {
    if (this.#seen.size >= REMEMBERED) this.#seen.clear();
    this.#seen.set(recordId, seen);
  }

  /** Ends what goes on in the background. */
  async close(): Promise<void> {
    this.#unwatch();
    await this.#last;
  }

  #went(recordId: string): void {
    const seen = this.#seen.get(recordId);
    if (!seen) return;
    this.#seen.delete(recordId);
    this.#last = this.#last.then(() => this.#forget(seen.appId, seen.groupId)).catch(this.#onError);
  }
}
