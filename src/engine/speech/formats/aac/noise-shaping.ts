import type { BitReader } from '../bit-reader.ts';
import { TNS_BANDS_LONG, TNS_BANDS_SHORT } from './tables.ts';
import { EIGHT_SHORT, SHORT_LENGTH, type WindowInfo } from './window-info.ts';

/** One all-pole filter of temporal noise shaping, over some bands of one window. */
export interface ShapingFilter {
  /** Bands it reaches down from where the one before ended. */
  readonly length: number;
  readonly downwards: boolean;
  /** Linear prediction coefficients, from a[1]. */
  readonly coefficients: readonly number[];
}

/** tns_data(), ISO/IEC 14496-3 table 4.54: the filters of each window. */
export function readShaping(reader: BitReader, info: WindowInfo): ShapingFilter[][] {
  const isShort = info.sequence === EIGHT_SHORT;
  return Array.from({ length: isShort ? 8 : 1 }, () => {
    const count = reader.bits(isShort ? 1 : 2);
    const resolution = count ? reader.bits(1) + 3 : 0;
    return Array.from({ length: count }, () => {
      const length = reader.bits(isShort ? 4 : 6);
      const order = reader.bits(isShort ? 3 : 5);
      const downwards = order > 0 && reader.bits(1) === 1;
      const bits = order > 0 ? resolution - reader.bits(1) : 0;
      const reflections = Array.from({ length: order }, () => reflection(reader.signed(bits), resolution));
      return { length, downwards, coefficients: toPrediction(reflections) };
    });
  });
}

const reflection = (code: number, resolution: number): number =>
  Math.sin((code * Math.PI) / 2 / (2 ** (resolution - 1) + (code >= 0 ? -0.5 : 0.5)));

/** Reflection coefficients to linear prediction coefficients, section 4.6.9.3. */
function toPrediction(reflections: readonly number[]): number[] {
  let coefficients: number[] = [];
  for (const value of reflections) {
    const last = coefficients;
    coefficients = [...last.map((a, i) => a + value * last[last.length - 1 - i]!), value];
  }
  return coefficients;
}

/** Undoes the shaping in place. */
export function applyShaping(
  spectrum: Float32Array,
  info: WindowInfo,
  shaping: readonly (readonly ShapingFilter[])[],
): void {
  const limits = info.sequence === EIGHT_SHORT ? TNS_BANDS_SHORT : TNS_BANDS_LONG;
  const limit = Math.min(limits[info.rateIndex]!, info.maxBand);
  shaping.forEach((filters, window) => {
    let top = info.bands.length - 1;
    for (const filter of filters) {
      const bottom = Math.max(0, top - filter.length);
      const start = window * SHORT_LENGTH + info.bands[Math.min(bottom, limit)]!;
      const end = window * SHORT_LENGTH + info.bands[Math.min(top, limit)]!;
      allPole(spectrum, start, end, filter);
      top = bottom;
    }
  });
}

function allPole(spectrum: Float32Array, start: number, end: number, filter: ShapingFilter): void {
  const step = filter.downwards ? -1 : 1;
  const first = filter.downwards ? end - 1 : start;
  for (let n = 0; n < end - start; n++) {
    const at = first + n * step;
    let value = spectrum[at]!;
    for (let k = 0; k < Math.min(n, filter.coefficients.length); k++)
      value -= filter.coefficients[k]! * spectrum[at - (k + 1) * step]!;
    spectrum[at] = value;
  }
}
