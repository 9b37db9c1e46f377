import type { RgbImage } from '../image.ts';
import { resizeImage } from '../image.ts';
import { lumaOf } from './luma.ts';

/** Longer side of the picture of the light alone, pixels. */
const LIGHT_SIDE = 160;
/** Print is no wider than this share of the picture's longer side: beyond it there is paper again. */
const PRINT = 0.05;
/** Nothing becomes brighter than by this factor: what is really dark stays dark. */
const MOST_GAIN = 2.6;
/** How bright the paper is made, as a rank among what is found of it. */
const PAPER = 0.9;

/**
 * Takes shadows away: divides a picture by its own light, which is the paper's brightness around each place (grey-scale closing
 * with a disc wider than print, smoothed). Colours keep their hue.
 */
export async function evenLight(image: RgbImage): Promise<RgbImage> {
  const scale = Math.min(1, LIGHT_SIDE / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const small = await resizeImage(image, width, height);
  const light = lightOf(small, Math.max(1, Math.round(PRINT * Math.max(width, height))));
  const paper = light.toSorted()[Math.floor(PAPER * light.length)] ?? 255;
  const gains = light.map((value) => Math.min(MOST_GAIN, Math.max(1, paper / Math.max(1, value))));
  const data = new Uint8ClampedArray(image.data.length);
  for (let y = 0; y < image.height; y++) {
    const v = Math.max(0, Math.min(height - 1.001, ((y + 0.5) * height) / image.height - 0.5));
    for (let x = 0; x < image.width; x++) {
      const u = Math.max(0, Math.min(width - 1.001, ((x + 0.5) * width) / image.width - 0.5));
      const gain = between(gains, width, u, v);
      const at = (y * image.width + x) * 3;
      for (let k = at; k < at + 3; k++) data[k] = (image.data[k] as number) * gain;
    }
  }
  return { data: new Uint8Array(data.buffer), width: image.width, height: image.height };
}

function between(values: Float32Array, width: number, u: number, v: number): number {
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const at = top * width + left;
  const right = left + 1 < width ? 1 : 0;
  const below = at + width < values.length ? width : 0;
  const [fu, fv] = [u - left, v - top];
  const upper = (values[at] as number) * (1 - fu) + (values[at + right] as number) * fu;
  const lower = (values[at + below] as number) * (1 - fu) + (values[at + below + right] as number) * fu;
  return upper * (1 - fv) + lower * fv;
}

/** Brightness of the paper at each pixel of a small picture. */
function lightOf(image: RgbImage, radius: number): Float32Array {
  const { width, height } = image;
  const luma = Float32Array.from(lumaOf(image));
  const max = (p: number, q: number): number => Math.max(p, q);
  const min = (p: number, q: number): number => Math.min(p, q);
  const closed = sweep(sweep(luma, width, height, radius, max), width, height, radius, min);
  return blur(blur(closed, width, height, radius >> 1), width, height, radius >> 1);
}

/** Folds the values in a square window around each pixel; beyond the rim there is nothing. */
function sweep(
  values: Float32Array,
  width: number,
  height: number,
  radius: number,
  fold: (p: number, q: number) => number,
): Float32Array {
  const rows = values.map((value, i) => {
    const x = i % width;
    let result = value;
    for (let k = Math.max(-radius, -x); k <= Math.min(radius, width - 1 - x); k++)
      result = fold(result, values[i + k] as number);
    return result;
  });
  return rows.map((value, i) => {
    const y = Math.floor(i / width);
    let result = value;
    for (let k = Math.max(-radius, -y); k <= Math.min(radius, height - 1 - y); k++)
      result = fold(result, rows[i + k * width] as number);
    return result;
  });
}

/** The mean of a square window. */
function blur(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const sum = (p: number, q: number): number => p + q;
  const ones = new Float32Array(values.length).fill(1);
  const counts = sweep(ones, width, height, radius, sum);
  return sweep(values, width, height, radius, sum).map((total, i) => total / (counts[i] as number));
}
