import type { RgbImage } from '../image.ts';
import { otsuThreshold } from '../otsu.ts';

/** Scripts that set no spaces between words: Chinese, Japanese, full-width forms. */
const UNSPACED = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F]/;

/** A gap is a space when it is wider than this share of the letters' height, ... */
const HEIGHT_SHARE = 0.26;
/** ... this many times the line's usual gap, ... */
const GAP_RATIO = 2.5;
/** ... and the usual gap plus this share of the height. */
const EXTRA_HEIGHT_SHARE = 0.25;
/** Which gap of a line counts as usual: letters have more gaps than words. */
const USUAL_QUANTILE = 0.4;

/** A network that sees one so likely settles it; in scripts without spaces, so likely. */
const SEEN = 0.3;
const SEEN_IN_UNSPACED = 0.5;
/** Where every network is sure that there is none between Latin letters, the gap must be so many times wider. */
const UNSEEN = 0.02;
const UNSEEN_RATIO = 1.5;

/** The ink of a straightened line. */
export interface Ink {
  /** 1 where a column of pixels holds ink. */
  readonly columns: Uint8Array;
  /** Height of the inked rows, pixels. */
  readonly height: number;
}

/** Empty columns, `from` to `to` exclusive. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Which columns of a straightened line hold ink: Otsu's threshold, the rarer side is ink. Rules along the line do not count. */
export function findInk(line: RgbImage): Ink {
  const { width, height } = line;
  const grey = new Uint8Array(width * height);
  const histogram = new Uint32Array(256);
  for (let i = 0; i < grey.length; i++) {
    const [r, g, b] = [
      line.data[3 * i] as number,
      line.data[3 * i + 1] as number,
      line.data[3 * i + 2] as number,
    ];
    const value = Math.floor((r * 299 + g * 587 + b * 114) / 1000);
    grey[i] = value;
    histogram[value] = (histogram[value] as number) + 1;
  }
  const threshold = otsuThreshold(histogram, grey.length);
  const dark = histogram.subarray(0, threshold + 1).reduce((sum, n) => sum + n, 0);
  const inkIsDark = dark <= grey.length / 2;
  const isInk = (i: number): boolean => (grey[i] as number) <= threshold === inkIsDark;
  const rows = new Uint32Array(height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) if (isInk(i)) rows[y] = (rows[y] as number) + 1;
  const edge = Math.round(height / 16);
  const usable = [...rows.keys()].filter(
    (y) => y >= edge && y < height - edge && (rows[y] as number) < 0.85 * width,
  );
  const columns = new Uint8Array(width);
  for (let x = 0; x < width; x++) {
    let count = 0;
    for (const y of usable) if (isInk(y * width + x)) count++;
    columns[x] = count >= 2 ? 1 : 0;
  }
  const inked = usable.filter((y) => (rows[y] as number) > 0.02 * width);
  return {
    columns,
    height: inked.length ? (inked.at(-1) as number) - (inked[0] as number) + 1 : 0.6 * height,
  };
}

/** The widest empty stretch between each two neighbouring character positions, pixels; null where there is none. */
export function gapsBetween(ink: Ink, positions: readonly number[], slack: number): (Gap | null)[] {
  return positions.slice(1).map((right, i) => {
    const start = Math.max(0, Math.floor((positions[i] as number) - slack));
    const end = Math.min(ink.columns.length, Math.ceil(right + slack) + 1);
    let widest: Gap | null = null;
    let from = start;
    for (let x = start; x <= end; x++) {
      if (x < end && ink.columns[x] === 0) continue;
      if (x > from && x - from > (widest ? widest.to - widest.from : 0)) widest = { from, to: x };
      from = x + 1;
    }
    return widest;
  });
}

/**
 * Before which characters a space belongs, judged by the gaps in the ink and by what the networks see: they, trained mostly on
 * Chinese, leave out many spaces. `gaps[i]` lies between characters i and i + 1.
 * @param seen before each character, how likely a network sees a space there, 0..1
 * @param isLatin whether the line is known to be in Latin letters: that no network sees a space says something, then
 */
export function findSpaces(
  characters: readonly string[],
  gaps: readonly (Gap | null)[],
  inkHeight: number,
  seen: readonly number[],
  isLatin: boolean,
): boolean[] {
  if (isMachineReadable(characters)) return characters.map(() => false);
  const widths = gaps.map((gap) => (gap ? gap.to - gap.from : 0));
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length * USUAL_QUANTILE)] ?? 0;
  const threshold = Math.max(
    HEIGHT_SHARE * inkHeight,
    GAP_RATIO * usual,
    usual + EXTRA_HEIGHT_SHARE * inkHeight,
  );
  return characters.map((right, i) => {
    const left = characters[i - 1];
    if (left === undefined) return false;
    const isUnspaced = UNSPACED.test(left) || UNSPACED.test(right);
    const likely = seen[i] as number;
    if (likely > (isUnspaced ? SEEN_IN_UNSPACED : SEEN)) return true;
    const wide = isLatin && likely < UNSEEN ? UNSEEN_RATIO * threshold : threshold;
    return !isUnspaced && (widths[i - 1] as number) > wide && !isInsideNumber(characters, i);
  });
}

/** The zone of a passport or card: fillers, no spaces, fixed pitch with wide gaps. */
export const isMachineReadable = (characters: readonly string[]): boolean =>
  characters.filter((c) => c === '<').length >= 3;

/** `12.10` in a fixed pitch has wide gaps beside the point. */
function isInsideNumber(characters: readonly string[], i: number): boolean {
  const around = characters.slice(Math.max(0, i - 2), i + 2).join('');
  return POINT_IN_NUMBER.test(around) && (isPoint(characters[i - 1]) || isPoint(characters[i]));
}

const POINT_IN_NUMBER = /\d[.,]\d/;

const isPoint = (character: string | undefined): boolean => character === '.' || character === ',';
