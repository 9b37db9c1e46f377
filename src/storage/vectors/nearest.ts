import { ID_WORDS } from './id-words.ts';

/** A hit as numbers: the distance, the id, the slot, and the slot's state when it was read. */
export const HIT = {
  distance: 0,
  id: 1,
  slot: 1 + ID_WORDS,
  state: 2 + ID_WORDS,
  words: 3 + ID_WORDS,
} as const;

/** The nearest of what it is shown, nearest first; equal distances in the order of their ids. */
export class Nearest {
  readonly #hits: Uint32Array<ArrayBuffer>;
  readonly #limit: number;
  readonly #maxDistance: number;
  #count = 0;

  constructor(limit: number, maxDistance: number) {
    // One more than wanted, for the one that is pushed out.
    this.#hits = new Uint32Array((limit + 1) * HIT.words);
    this.#limit = limit;
    this.#maxDistance = maxDistance;
  }

  /** Nothing farther away than this can still come in; what is as far can. */
  get bound(): number {
    if (this.#count < this.#limit) return this.#maxDistance;
    return this.#hits[(this.#limit - 1) * HIT.words] as number;
  }

  offer(hit: Uint32Array): void {
    if ((hit[0] as number) > this.bound) return;
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#isBefore(hit, middle * HIT.words)) high = middle;
      else low = middle + 1;
    }
    if (low >= this.#limit) return;
    this.#hits.copyWithin((low + 1) * HIT.words, low * HIT.words, this.#count * HIT.words);
    this.#hits.set(hit, low * HIT.words);
    this.#count = Math.min(this.#count + 1, this.#limit);
  }

  /** `HIT.words` numbers for each. */
  hits(): Uint32Array<ArrayBuffer> {
    return this.#hits.slice(0, this.#count * HIT.words);
  }

  #isBefore(hit: Uint32Array, at: number): boolean {
    for (let word = 0; word <= ID_WORDS; word++) {
      const [mine, other] = [hit[word] as number, this.#hits[at + word] as number];
      if (mine !== other) return mine < other;
    }
    return false;
  }
}
