import { type RgbImage, resizeImage } from '../image.ts';
import type { Plane } from './types.ts';

/** Darker pixels tell their colour less clearly; added to their brightness. */
const DARK = 32;
/** Lines and strokes are narrower than twice this, pixels of the small picture. */
const HALF_WINDOW = 24;

/** How red each pixel is, about 0..0.8: by how much red stands above green and blue, as a share of the light. */
export function redness({ data, width, height }: RgbImage): Plane {
  const red = new Float32Array(width * height);
  for (let i = 0, at = 0; i < red.length; i++, at += 3) {
    const r = data[at] as number;
    red[i] = (r - ((data[at + 1] as number) + (data[at + 2] as number)) / 2) / (r + DARK);
  }
  return { data: red, width, height };
}

/**
 * Where red lines and letters lie on a picture made smaller, its longer side at most `side` pixels: redness beyond that of whatever
 * is around (white top-hat), be it warm light, old paper or a table.
 */
export async function redInk(image: RgbImage, side: number): Promise<Plane & { readonly scale: number }> {
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const { data } = meanOfNine(redness(await resizeImage(image, width, height)));
  const around = sweep(sweep(data, width, height, Math.min), width, height, Math.max);
  return { data: data.map((value, i) => value - (around[i] as number)), width, height, scale };
}

/** The mean of each pixel and its neighbours: a third of the noise. */
function meanOfNine({ data, width, height }: Plane): Plane {
  const rows = data.map((value, i) =>
    i % width === 0 || i % width === width - 1
      ? value
      : ((data[i - 1] as number) + value + (data[i + 1] as number)) / 3,
  );
  const mean = rows.map((value, i) =>
    i < width || i >= rows.length - width
      ? value
      : ((rows[i - width] as number) + value + (rows[i + width] as number)) / 3,
  );
  return { data: mean, width, height };
}

/** The least or greatest value in a square window around each pixel. */
function sweep(
  values: Float32Array,
  width: number,
  height: number,
  fold: (p: number, q: number) => number,
): Float32Array {
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y++) sweepLine(values, out, y * width, 1, width, fold);
  const both = new Float32Array(values.length);
  for (let x = 0; x < width; x++) sweepLine(out, both, x, width, height, fold);
  return both;
}

/** One row or column: three folds a value, whatever the window (van Herk 1992). */
function sweepLine(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  fold: (p: number, q: number) => number,
): void {
  const window = 2 * HALF_WINDOW + 1;
  const at = (i: number): number => from[start + Math.max(0, Math.min(length - 1, i)) * step] as number;
  const padded = Math.ceil((length + 2 * HALF_WINDOW) / window) * window;
  const [ahead, behind] = [new Float32Array(padded), new Float32Array(padded)];
  for (let i = 0; i < padded; i++) {
    const value = at(i - HALF_WINDOW);
    ahead[i] = i % window === 0 ? value : fold(ahead[i - 1] as number, value);
    const k = padded - 1 - i;
    const other = at(k - HALF_WINDOW);
    behind[k] = k % window === window - 1 || i === 0 ? other : fold(behind[k + 1] as number, other);
  }
  for (let i = 0; i < length; i++)
    to[start + i * step] = fold(behind[i] as number, ahead[i + window - 1] as number);
}
