import type { BitReader } from '../bit-reader.ts';
import { unreadable } from '../unreadable.ts';
import { readScaleFactorStep, readValues } from './huffman.ts';
import { readShaping, type ShapingFilter } from './noise-shaping.ts';
import { EIGHT_SHORT, forEachBand, FRAME_LENGTH, readWindowInfo, type WindowInfo } from './window-info.ts';

const ZERO_BOOK = 0;
const NOISE_BOOK = 13;
export const INTENSITY_NEGATIVE = 14;
export const INTENSITY_POSITIVE = 15;

/** One channel of a frame before stereo and filter bank. */
export interface ChannelStream {
  readonly info: WindowInfo;
  /** Book of each band, [group x maxBand]. */
  readonly books: Uint8Array;
  /** Scale factor, noise energy or intensity position of each band. */
  readonly factors: Int16Array;
  readonly shaping: readonly (readonly ShapingFilter[])[];
  /** 1024 lines; of eight short windows, 128 each. */
  readonly spectrum: Float32Array;
}

/** individual_channel_stream(), table 4.50. */
export function readChannelStream(reader: BitReader, rateIndex: number, shared?: WindowInfo): ChannelStream {
  const gain = reader.bits(8);
  const info = shared ?? readWindowInfo(reader, rateIndex);
  const books = readSections(reader, info);
  const factors = readFactors(reader, info, books, gain);
  const pulses = reader.bits(1) ? readPulses(reader, info) : [];
  const shaping = reader.bits(1) ? readShaping(reader, info) : [];
  if (reader.bits(1)) unreadable('AAC gain control is not of the low complexity profile');
  const spectrum = readSpectrum(reader, info, books);
  for (const { line, amplitude } of pulses) spectrum[line]! += spectrum[line]! > 0 ? amplitude : -amplitude;
  dequantise(spectrum, info, books, factors);
  return { info, books, factors, shaping, spectrum };
}

function readSections(reader: BitReader, info: WindowInfo): Uint8Array {
  const books = new Uint8Array(info.groups.length * info.maxBand);
  const lengthBits = info.sequence === EIGHT_SHORT ? 3 : 5;
  const more = 2 ** lengthBits - 1;
  for (let group = 0; group < info.groups.length; group++) {
    for (let band = 0; band < info.maxBand;) {
      const book = reader.bits(4);
      if (book === 12) unreadable('an AAC book is reserved');
      let length = 0;
      for (let part = more; part === more; length += part) part = reader.bits(lengthBits);
      if (length === 0 || band + length > info.maxBand) unreadable('an AAC section is too long');
      books.fill(book, group * info.maxBand + band, group * info.maxBand + band + length);
      band += length;
    }
  }
  return books;
}

function readFactors(reader: BitReader, info: WindowInfo, books: Uint8Array, gain: number): Int16Array {
  const factors = new Int16Array(books.length);
  let scale = gain;
  let position = 0;
  let noise: number | undefined;
  for (let i = 0; i < books.length; i++) {
    const book = books[i]!;
    if (book === ZERO_BOOK) continue;
    if (book >= INTENSITY_NEGATIVE) factors[i] = position += readScaleFactorStep(reader);
    else if (book === NOISE_BOOK) {
      noise = noise === undefined ? gain - 90 - 256 + reader.bits(9) : noise + readScaleFactorStep(reader);
      factors[i] = noise;
    } else factors[i] = scale += readScaleFactorStep(reader);
    if (Math.abs(factors[i]!) > 512) unreadable('an AAC scale factor is out of range');
  }
  return factors;
}

function readPulses(reader: BitReader, info: WindowInfo): { line: number; amplitude: number }[] {
  if (info.sequence === EIGHT_SHORT) unreadable('AAC pulses are not for short windows');
  const count = reader.bits(2) + 1;
  let line = info.bands[reader.bits(6)] ?? FRAME_LENGTH;
  return Array.from({ length: count }, () => {
    line += reader.bits(5);
    if (line >= FRAME_LENGTH) unreadable('an AAC pulse is out of range');
    return { line, amplitude: reader.bits(4) };
  });
}

function readSpectrum(reader: BitReader, info: WindowInfo, books: Uint8Array): Float32Array {
  const spectrum = new Float32Array(FRAME_LENGTH);
  forEachBand(info, (index, from, to) => {
    const book = books[index]!;
    if (book !== ZERO_BOOK && book < NOISE_BOOK) readValues(reader, book, spectrum, from, to);
  });
  return spectrum;
}

function dequantise(spectrum: Float32Array, info: WindowInfo, books: Uint8Array, factors: Int16Array): void {
  forEachBand(info, (index, from, to) => {
    const book = books[index]!;
    if (book === NOISE_BOOK) return substituteNoise(spectrum, from, to, factors[index]!);
    const gain = 2 ** ((factors[index]! - 100) / 4);
    for (let line = from; line < to; line++) {
      const value = spectrum[line]!;
      if (value) spectrum[line] = Math.sign(value) * Math.abs(value) ** (4 / 3) * gain;
    }
  });
}

/** Perceptual noise substitution: any noise of the stated energy does. */
function substituteNoise(spectrum: Float32Array, from: number, to: number, factor: number): void {
  let state = from * 7919 + factor * 104_729 + 1;
  let energy = 0;
  for (let line = from; line < to; line++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const value = state / 2 ** 31;
    spectrum[line] = value;
    energy += value * value;
  }
  const gain = 2 ** (factor / 4) / Math.sqrt(energy || 1);
  for (let line = from; line < to; line++) spectrum[line]! *= gain;
}
