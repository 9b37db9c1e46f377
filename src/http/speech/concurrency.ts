import { ApiError } from '../../features/errors.ts';

/** How many of something there are at a time, for each account and for all of them together. */
export class Concurrency {
  readonly #perAppId: number;
  readonly #altogether: number;
  readonly #counts = new Map<string, number>();
  #total = 0;

  constructor(perAppId: number, altogether: number) {
    this.#perAppId = perAppId;
    this.#altogether = altogether;
  }

  /**
   * Counts one more, until what it returns is disposed of.
   * @throws ApiError `LimitExceeded.Concurrency`; `ResourceInsufficient` when the server has all that it can do
   */
  enter(appId: string): Disposable {
    const count = this.#counts.get(appId) ?? 0;
    if (count >= this.#perAppId) throw new ApiError('LimitExceeded.Concurrency', { limit: this.#perAppId });
    if (this.#total >= this.#altogether) throw new ApiError('ResourceInsufficient');
    this.#counts.set(appId, count + 1);
    this.#total++;
    let left = false;
    return {
      [Symbol.dispose]: () => {
        if (left) return;
        left = true;
        this.#total--;
        const rest = (this.#counts.get(appId) ?? 1) - 1;
        if (rest === 0) this.#counts.delete(appId);
        else this.#counts.set(appId, rest);
      },
    };
  }
}
