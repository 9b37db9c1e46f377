/** Numbers that come at one end and are forgotten at the other; each keeps its place in the whole. */
export class Sliding {
  #numbers = new Float32Array(1024);
  /** Place of the first number that is kept, and how many are. */
  #origin = 0;
  #kept = 0;

  /** How many have come. */
  get end(): number {
    return this.#origin + this.#kept;
  }

  add(numbers: Float32Array): void {
    if (this.#kept + numbers.length > this.#numbers.length) {
      const larger = new Float32Array(2 * (this.#kept + numbers.length));
      larger.set(this.#numbers.subarray(0, this.#kept));
      this.#numbers = larger;
    }
    this.#numbers.set(numbers, this.#kept);
    this.#kept += numbers.length;
  }

  at(place: number): number {
    return this.#numbers[place - this.#origin]!;
  }

  /** @returns a copy; what was forgotten or has not come yet is left out */
  slice(from: number, to: number): Float32Array<ArrayBuffer> {
    const first = Math.max(0, from - this.#origin);
    return this.#numbers.slice(first, Math.min(this.#kept, Math.max(first, to - this.#origin)));
  }

  forgetBefore(place: number): void {
    const count = Math.min(this.#kept, place - this.#origin);
    if (count <= 0) return;
    this.#numbers.copyWithin(0, count, this.#kept);
    this.#origin += count;
    this.#kept -= count;
  }
}
