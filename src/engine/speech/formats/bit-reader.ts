import { EngineError } from '../../types.ts';

/** There were fewer bits than were asked for: the audio is cut short, or has to be read from more bytes. */
export class OutOfBits extends EngineError {
  constructor() {
    super('unreadable-audio', 'the audio is cut short');
  }
}

/** Reads bits, most significant first. Reading past the end throws OutOfBits. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #byte: number;
  #bit = 0;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes;
    this.#byte = offset;
  }

  /** Bits from the start of the bytes. */
  get position(): number {
    return 8 * this.#byte + this.#bit;
  }

  /** The next `count` bits (0..32) as an unsigned number. */
  bits(count: number): number {
    let value = 0;
    for (let left = count; left > 0;) {
      const byte = this.#bytes[this.#byte];
      if (byte === undefined) throw new OutOfBits();
      const take = Math.min(left, 8 - this.#bit);
      value = value * 2 ** take + ((byte >> (8 - this.#bit - take)) & ((1 << take) - 1));
      this.#advance(take);
      left -= take;
    }
    return value;
  }

  /** The next `count` bits (0..33) as a number in two's complement. */
  signed(count: number): number {
    if (count === 0) return 0;
    const high = this.bits(1);
    const rest = this.bits(count - 1);
    return high ? rest - 2 ** (count - 1) : rest;
  }

  /** The number of zero bits before the next one bit, which is consumed. */
  unary(): number {
    let zeros = 0;
    for (;;) {
      const byte = this.#bytes[this.#byte];
      if (byte === undefined) throw new OutOfBits();
      const rest = (byte << this.#bit) & 0xff;
      if (rest === 0) {
        zeros += 8 - this.#bit;
        this.#byte++;
        this.#bit = 0;
        continue;
      }
      const run = Math.clz32(rest) - 24;
      this.#advance(run + 1);
      return zeros + run;
    }
  }

  /** A Rice code: quotient in unary, `parameter` low bits, the sign folded into the lowest bit. */
  rice(parameter: number): number {
    const folded = this.unary() * 2 ** parameter + this.bits(parameter);
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }

  alignToByte(): void {
    if (this.#bit) this.#advance(8 - this.#bit);
  }

  #advance(count: number): void {
    this.#bit += count;
    if (this.#bit === 8) {
      this.#bit = 0;
      this.#byte++;
    }
  }
}
