/** The rate that every recogniser here hears, Hz. */
export const SPEECH_RATE = 16_000;

/** Zero crossings of the sinc on each side: about 80 dB of stop band with the window below. */
const ZERO_CROSSINGS = 16;
const KAISER_BETA = 8;
/** The pass band ends a little below the Nyquist rate, so that the transition band folds back only on itself. */
const ROLL_OFF = 0.95;

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/** Modified Bessel function of the first kind, order 0, by its power series. */
const bessel0 = (x: number): number => {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/**
 * Changes the sample rate of a mono signal by a polyphase filter bank of Kaiser-windowed sincs, block by block, so
 * that a long recording never lies in memory at its own rate.
 */
export class Resampler {
  readonly #phases: number;
  readonly #step: number;
  readonly #taps: number;
  readonly #filters: Float32Array;
  /** Input that later outputs still need; its first sample is input number `#origin`. */
  #history: Float32Array;
  #origin: number;
  #produced = 0;
  #received = 0;

  constructor(fromRate: number, toRate: number) {
    const divisor = greatestCommonDivisor(fromRate, toRate);
    this.#phases = toRate / divisor;
    this.#step = fromRate / divisor;
    const cutoff = ROLL_OFF * Math.min(1, toRate / fromRate);
    const halfWidth = Math.ceil(ZERO_CROSSINGS / cutoff);
    this.#taps = 2 * halfWidth;
    this.#filters = Resampler.#design(this.#phases, this.#taps, cutoff);
    this.#origin = -halfWidth + 1;
    this.#history = new Float32Array(halfWidth - 1);
  }

  /** Row `p` holds the taps for an output that lies `p / phases` of a sample after an input sample. */
  static #design(phases: number, taps: number, cutoff: number): Float32Array {
    const filters = new Float32Array(phases * taps);
    const half = taps / 2;
    const scale = 1 / bessel0(KAISER_BETA);
    for (let phase = 0; phase < phases; phase++) {
      for (let tap = 0; tap < taps; tap++) {
        const distance = tap - half + 1 - phase / phases;
        const edge = Math.min(1, Math.abs(distance) / half);
        const window = bessel0(KAISER_BETA * Math.sqrt(1 - edge * edge)) * scale;
        filters[phase * taps + tap] = cutoff * sinc(cutoff * distance) * window;
      }
    }
    return filters;
  }

  /** Takes the next block of input and returns the output that is complete with it. */
  push(block: Float32Array): Float32Array {
    this.#received += block.length;
    return this.#run(block);
  }

  /** Returns what is left, as if silence followed: the total is `ceil(received x to / from)` samples. */
  finish(): Float32Array {
    const total = Math.ceil((this.#received * this.#phases) / this.#step);
    const rest = this.#run(new Float32Array(this.#taps));
    return rest.subarray(0, Math.max(0, rest.length - (this.#produced - total)));
  }

  #run(block: Float32Array): Float32Array {
    const input = new Float32Array(this.#history.length + block.length);
    input.set(this.#history);
    input.set(block, this.#history.length);
    const end = this.#origin + input.length;
    const half = this.#taps / 2;
    // The last tap of output n is input floor(n x step / phases) + half.
    const complete = Math.max(this.#produced, Math.ceil(((end - half) * this.#phases) / this.#step));
    const output = new Float32Array(complete - this.#produced);
    for (let i = 0; i < output.length; i++) {
      const position = (this.#produced + i) * this.#step;
      const phase = position % this.#phases;
      const first = (position - phase) / this.#phases - half + 1 - this.#origin;
      output[i] = this.#dot(input, first, phase * this.#taps);
    }
    this.#produced = complete;
    const needed = Math.floor((complete * this.#step) / this.#phases) - half + 1;
    const drop = Math.min(input.length, Math.max(0, needed - this.#origin));
    this.#history = input.slice(drop);
    this.#origin += drop;
    return output;
  }

  #dot(input: Float32Array, first: number, row: number): number {
    let sum = 0;
    for (let tap = 0; tap < this.#taps; tap++) sum += input[first + tap]! * this.#filters[row + tap]!;
    return sum;
  }
}
