import type { ChannelStream } from './channel-stream.ts';
import { EIGHT_SHORT, FRAME_LENGTH, LONG_START, LONG_STOP, SHORT_LENGTH } from './window-info.ts';

/** Samples of a transition window that are 0 or 1 before and after its short slope. */
const FLAT = (FRAME_LENGTH - SHORT_LENGTH) / 2;

/** DCT of type IV by a complex FFT of half the size; the usual way to an inverse MDCT. */
class CosineTransform {
  readonly #half: number;
  readonly #twiddleRe: Float64Array;
  readonly #twiddleIm: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  constructor(size: number) {
    this.#half = size / 2;
    const angle = (k: number) => (-Math.PI * (4 * k + 1)) / (4 * size);
    this.#twiddleRe = Float64Array.from({ length: this.#half }, (_, k) => Math.cos(angle(k)));
    this.#twiddleIm = Float64Array.from({ length: this.#half }, (_, k) => Math.sin(angle(k)));
    this.#re = new Float64Array(this.#half);
    this.#im = new Float64Array(this.#half);
  }

  /** @returns sum over k of x[k] cos(pi / size (n + 1/2)(k + 1/2)) */
  run(x: Float32Array): Float32Array {
    const size = 2 * this.#half;
    const re = this.#re;
    const im = this.#im;
    const rotate = (k: number, a: number, b: number) => {
      re[k] = a * this.#twiddleRe[k]! - b * this.#twiddleIm[k]!;
      im[k] = a * this.#twiddleIm[k]! + b * this.#twiddleRe[k]!;
    };
    for (let n = 0; n < this.#half; n++) rotate(n, x[2 * n]!, x[size - 1 - 2 * n]!);
    transform(re, im);
    const result = new Float32Array(size);
    for (let k = 0; k < this.#half; k++) {
      rotate(k, re[k]!, im[k]!);
      result[2 * k] = re[k]!;
      result[size - 1 - 2 * k] = -im[k]!;
    }
    return result;
  }
}

/** In-place complex FFT, radix 2; the size is a power of two. */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let width = 2; width <= size; width *= 2) {
    for (let k = 0; k < width / 2; k++) {
      const cos = Math.cos((-2 * Math.PI * k) / width);
      const sin = Math.sin((-2 * Math.PI * k) / width);
      for (let a = k; a < size; a += width) {
        const b = a + width / 2;
        const x = re[b]! * cos - im[b]! * sin;
        const y = re[b]! * sin + im[b]! * cos;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a]! += x;
        im[a]! += y;
      }
    }
  }
}

/** Rising half of the sine window. */
const sineSlope = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => Math.sin((Math.PI * (n + 0.5)) / (2 * length)));

/** Rising half of the Kaiser-Bessel derived window, ISO/IEC 14496-3 section 4.6.11.3.2. */
function kaiserSlope(length: number, alpha: number): Float32Array {
  const bessel = (x: number): number => {
    let sum = 1;
    let term = 1;
    for (let k = 1; term > 1e-12 * sum; k++) sum += term *= (x / (2 * k)) ** 2;
    return sum;
  };
  const kaiser = Array.from({ length: length + 1 }, (_, n) =>
    bessel(Math.PI * alpha * Math.sqrt(1 - ((2 * n) / length - 1) ** 2)),
  );
  const total = kaiser.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return Float32Array.from({ length }, (_, n) => Math.sqrt((sum += kaiser[n]!) / total));
}

/** By window shape: sine, Kaiser-Bessel derived. */
const LONG_SLOPES = [sineSlope(FRAME_LENGTH), kaiserSlope(FRAME_LENGTH, 4)] as const;
const SHORT_SLOPES = [sineSlope(SHORT_LENGTH), kaiserSlope(SHORT_LENGTH, 6)] as const;

/** Turns spectra of one channel into sound; keeps what overlaps with the next frame. */
export class FilterBank {
  readonly #long = new CosineTransform(FRAME_LENGTH);
  readonly #short = new CosineTransform(SHORT_LENGTH);
  #overlap = new Float32Array(FRAME_LENGTH);
  #lastShape = 0;

  /** @returns 1,024 samples, -1..1 */
  run({ info, spectrum }: ChannelStream): Float32Array {
    const block = new Float32Array(2 * FRAME_LENGTH);
    if (info.sequence === EIGHT_SHORT) this.#addShort(block, spectrum, info.shape);
    else this.#addLong(block, spectrum, info.sequence, info.shape);
    const output = block.slice(0, FRAME_LENGTH);
    for (let i = 0; i < FRAME_LENGTH; i++) output[i] = (output[i]! + this.#overlap[i]!) / 32768;
    this.#overlap = block.slice(FRAME_LENGTH);
    this.#lastShape = info.shape;
    return output;
  }

  #addLong(block: Float32Array, spectrum: Float32Array, sequence: number, shape: number): void {
    unfold(this.#long.run(spectrum), block, 0, (n) => {
      const rising = n < FRAME_LENGTH;
      const at = rising ? n : 2 * FRAME_LENGTH - 1 - n;
      const slopeShape = rising ? this.#lastShape : shape;
      if (sequence !== (rising ? LONG_STOP : LONG_START)) return LONG_SLOPES[slopeShape]![at]!;
      return at < FLAT ? 0 : (SHORT_SLOPES[slopeShape]![at - FLAT] ?? 1);
    });
  }

  #addShort(block: Float32Array, spectrum: Float32Array, shape: number): void {
    for (let window = 0; window < 8; window++) {
      const start = window * SHORT_LENGTH;
      const cosines = this.#short.run(spectrum.subarray(start, start + SHORT_LENGTH));
      unfold(cosines, block, FLAT + start, (n) =>
        n < SHORT_LENGTH
          ? SHORT_SLOPES[window === 0 ? this.#lastShape : shape]![n]!
          : SHORT_SLOPES[shape]![2 * SHORT_LENGTH - 1 - n]!,
      );
    }
  }
}

/** Adds the inverse MDCT, which is a DCT-IV with its halves mirrored, times a window. */
function unfold(
  cosines: Float32Array,
  block: Float32Array,
  offset: number,
  windowAt: (n: number) => number,
): void {
  const size = cosines.length;
  const half = size / 2;
  for (let n = 0; n < 2 * size; n++) {
    const value =
      n < half ? cosines[n + half]! : n < 3 * half ? -cosines[3 * half - 1 - n]! : -cosines[n - 3 * half]!;
    block[offset + n]! += (value / size) * windowAt(n);
  }
}
