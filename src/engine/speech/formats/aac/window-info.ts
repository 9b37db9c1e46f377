import type { BitReader } from '../bit-reader.ts';
import { unreadable } from '../unreadable.ts';
import { LONG_BANDS, SHORT_BANDS } from './tables.ts';

export const FRAME_LENGTH = 1024;
export const SHORT_LENGTH = 128;

export const LONG_START = 1;
export const EIGHT_SHORT = 2;
export const LONG_STOP = 3;

/** How the windows of a frame lie: ics_info(), ISO/IEC 14496-3 table 4.6. */
export interface WindowInfo {
  readonly sequence: number;
  /** 1: Kaiser-Bessel derived, 0: sine. */
  readonly shape: number;
  readonly maxBand: number;
  /** Windows of each group; bands of a group share their scale factors. */
  readonly groups: readonly number[];
  /** Where the bands of one window begin, and its end. */
  readonly bands: readonly number[];
  readonly rateIndex: number;
}

export function readWindowInfo(reader: BitReader, rateIndex: number): WindowInfo {
  reader.bits(1);
  const sequence = reader.bits(2);
  const shape = reader.bits(1);
  const isShort = sequence === EIGHT_SHORT;
  const maxBand = reader.bits(isShort ? 4 : 6);
  const groups = [1];
  if (isShort) {
    for (let window = 1; window < 8; window++) {
      if (reader.bits(1)) groups[groups.length - 1]!++;
      else groups.push(1);
    }
  } else if (reader.bits(1)) unreadable('AAC prediction is not of the low complexity profile');
  const bands = (isShort ? SHORT_BANDS : LONG_BANDS)[rateIndex]!;
  if (maxBand > bands.length - 1) unreadable('an AAC frame has too many bands');
  return { sequence, shape, maxBand, groups, bands, rateIndex };
}

/** Calls `visit` for each band of each window: its index among the books and its lines in the spectrum. */
export function forEachBand(
  info: WindowInfo,
  visit: (index: number, from: number, to: number) => void,
): void {
  let window = 0;
  info.groups.forEach((count, group) => {
    for (let band = 0; band < info.maxBand; band++)
      for (let k = 0; k < count; k++) {
        const start = (window + k) * SHORT_LENGTH;
        visit(group * info.maxBand + band, start + info.bands[band]!, start + info.bands[band + 1]!);
      }
    window += count;
  });
}
