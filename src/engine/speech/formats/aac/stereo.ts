import type { BitReader } from '../bit-reader.ts';
import { INTENSITY_NEGATIVE, INTENSITY_POSITIVE, type ChannelStream } from './channel-stream.ts';
import { forEachBand, type WindowInfo } from './window-info.ts';

/** Which bands are coded as sum and difference. */
export interface MidSideMask {
  readonly used: Uint8Array;
  /** Whether each band says so by itself; then intensity bands use the mask for their sign. */
  readonly perBand: boolean;
}

const ALL_BANDS = 2;

export function readMidSideMask(reader: BitReader, info: WindowInfo): MidSideMask {
  const kind = reader.bits(2);
  const used = new Uint8Array(info.groups.length * info.maxBand);
  if (kind === 1) for (let i = 0; i < used.length; i++) used[i] = reader.bits(1);
  if (kind === ALL_BANDS) used.fill(1);
  return { used, perBand: kind === 1 };
}

/** Undoes mid/side and intensity coding in place, ISO/IEC 14496-3 sections 4.6.8.1 and 4.6.8.2. */
export function applyStereo(left: ChannelStream, right: ChannelStream, mask: MidSideMask): void {
  const a = left.spectrum;
  const b = right.spectrum;
  forEachBand(right.info, (index, from, to) => {
    const book = right.books[index]!;
    const masked = mask.used[index] === 1;
    if (book === INTENSITY_POSITIVE || book === INTENSITY_NEGATIVE) {
      const sign = (book === INTENSITY_POSITIVE) === (mask.perBand && masked) ? -1 : 1;
      const gain = sign * 0.5 ** (right.factors[index]! / 4);
      for (let line = from; line < to; line++) b[line] = a[line]! * gain;
    } else if (masked && book < 13 && left.books[index]! < 13) {
      for (let line = from; line < to; line++) {
        const mid = a[line]!;
        const side = b[line]!;
        a[line] = mid + side;
        b[line] = mid - side;
      }
    }
  });
}
