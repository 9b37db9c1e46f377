import type { RgbImage } from '../image.ts';
import { lumaOf } from './luma.ts';

/** Side of the window around each pixel, as a share of the picture's longer side; and at least, pixels. */
const WINDOW = 1 / 40;
const LEAST_WINDOW = 15;
/** Sauvola's parameters: how far below the mean ink is, and the range of a standard deviation. */
const K = 0.14;
const RANGE = 128;

/** Black or white for each pixel, by the light around it (Sauvola and Pietikäinen 2000, Adaptive document image binarization). */
export function threshold(image: RgbImage): RgbImage {
  const { width, height } = image;
  const luma = lumaOf(image);
  const stride = width + 1;
  const [sums, squares] = integrals(luma, width, height);
  const half = Math.max(LEAST_WINDOW, Math.round(WINDOW * Math.max(width, height))) >> 1;
  const out = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - half) * stride, Math.min(height, y + half + 1) * stride];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - half), Math.min(width, x + half + 1)];
      const area = ((bottom - top) / stride) * (right - left);
      const over = (table: Float64Array): number =>
        ((table[bottom + right] as number) -
          (table[bottom + left] as number) -
          (table[top + right] as number) +
          (table[top + left] as number)) /
        area;
      const mean = over(sums);
      const deviation = Math.sqrt(Math.max(0, over(squares) - mean * mean));
      const ink = (luma[y * width + x] as number) < mean * (1 + K * (deviation / RANGE - 1));
      out.fill(ink ? 0 : 255, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return { data: out, width, height };
}

/** Sums of all values, and of their squares, above and to the left of each corner between pixels. */
function integrals(luma: Uint8Array, width: number, height: number): [Float64Array, Float64Array] {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  const squares = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let [sum, square] = [0, 0];
    for (let x = 0; x < width; x++) {
      const value = luma[y * width + x] as number;
      sum += value;
      square += value * value;
      const at = (y + 1) * stride + x + 1;
      sums[at] = (sums[at - stride] as number) + sum;
      squares[at] = (squares[at - stride] as number) + square;
    }
  }
  return [sums, squares];
}
