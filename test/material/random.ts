/** Numbers that look random and are the same on every run for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** 0 up to 1. */
  next(): number {
    // Signed: such a number needs no memory of its own, and pictures take millions.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From `min` to `max`, both possible. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  pick<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)] as T;
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.integer(0, 9)).join('');
  }

  /** `YYYY-MM-DD`, a day that every month has. */
  date(firstYear: number, lastYear: number): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${this.integer(firstYear, lastYear)}-${two(this.integer(1, 12))}-${two(this.integer(1, 28))}`;
  }
}
