import type { RgbImage } from '../image.ts';
import type { Affine } from './geometry.ts';
import { type Patch, resizeRegion } from './resample.ts';

/** Pixels of any number type, as `RgbImage` and `Patch` have them. */
interface Pixels {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** Bilinear sample at a pixel centre (x, y) added to target[at..at+2]; pixels outside the image are black. */
function addEdgeSample(image: Pixels, x: number, y: number, target: Float32Array, at: number): void {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  for (let j = 0; j < 2; j++) {
    const row = y0 + j;
    if (row < 0 || row >= image.height) continue;
    const wy = j === 0 ? 1 - (y - y0) : y - y0;
    for (let i = 0; i < 2; i++) {
      const column = x0 + i;
      if (column < 0 || column >= image.width) continue;
      const w = wy * (i === 0 ? 1 - (x - x0) : x - x0);
      const source = (row * image.width + column) * 3;
      target[at]! += w * image.data[source]!;
      target[at + 1]! += w * image.data[source + 1]!;
      target[at + 2]! += w * image.data[source + 2]!;
    }
  }
}

/** Averages n x n bilinear samples a pixel. */
function sampled(image: Pixels, toImage: Affine, width: number, height: number, n: number): Patch {
  const [a, b, c, d, e, f] = toImage;
  const { data: source, width: columns, height: rows } = image;
  const data = new Float32Array(width * height * 3);
  const share = 1 / (n * n);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = 0; k < n * n; k++) {
        const px = x + ((k % n) + 0.5) / n - 0.5;
        const py = y + (Math.floor(k / n) + 0.5) / n - 0.5;
        const u = a * px + b * py + c;
        const v = d * px + e * py + f;
        const left = Math.floor(u);
        const top = Math.floor(v);
        if (left < 0 || top < 0 || left + 1 >= columns || top + 1 >= rows) {
          addEdgeSample(image, u, v, data, at);
          continue;
        }
        const p = (top * columns + left) * 3;
        const q = p + columns * 3;
        const right = u - left;
        const low = v - top;
        const w11 = right * low;
        const w10 = low - w11;
        const w01 = right - w11;
        const w00 = 1 - low - w01;
        red += w00 * source[p]! + w01 * source[p + 3]! + w10 * source[q]! + w11 * source[q + 3]!;
        green += w00 * source[p + 1]! + w01 * source[p + 4]! + w10 * source[q + 1]! + w11 * source[q + 4]!;
        blue += w00 * source[p + 2]! + w01 * source[p + 5]! + w10 * source[q + 2]! + w11 * source[q + 5]!;
      }
      data[at] = (data[at]! + red) * share;
      data[at + 1] = (data[at + 1]! + green) * share;
      data[at + 2] = (data[at + 2]! + blue) * share;
    }
  return { data, width, height };
}

/** A pixel of the patch stays at least so many wide after shrinking: embeddings are then the same to 0.0002 (cosine). */
const LEFT_AFTER_SHRINKING = 1.5;

/** What the patch covers of the image, as a patch of its own, `factor` times smaller, and the way there. */
function shrunk(
  image: RgbImage,
  toImage: Affine,
  { width, height }: { width: number; height: number },
  factor: number,
): { image: Patch; toImage: Affine } {
  const [a, b, c, d, e, f] = toImage;
  // Samples reach less than a pixel beyond the outermost centres. No small pixel lies half outside the image's origin.
  const reach = (p: number, q: number, origin: number): [number, number] => {
    const ends = [-1, width].flatMap((x) => [-1, height].map((y) => p * x + q * y + origin));
    return [factor * (Math.floor(Math.min(...ends) / factor) - 1), Math.ceil(Math.max(...ends)) + factor];
  };
  const [left, right] = reach(a, b, c);
  const [top, bottom] = reach(d, e, f);
  const columns = Math.ceil((right - left) / factor);
  const rows = Math.ceil((bottom - top) / factor);
  const region = { x: left, y: top, width: columns * factor, height: rows * factor };
  const within = (value: number, origin: number): number => (value - origin + 0.5) / factor - 0.5;
  return {
    image: resizeRegion(image, region, columns, rows, 0),
    toImage: [a / factor, b / factor, within(c, left), d / factor, e / factor, within(f, top)],
  };
}

/**
 * Fills a patch through `toImage`, which maps the patch's pixel centres (integers) to the image's; outside the image is
 * black. Where the image is larger than the patch, samples are averaged, of a copy shrunk by areas if it is much larger.
 */
export function warp(image: RgbImage, toImage: Affine, width: number, height: number): Patch {
  const scale = Math.hypot(toImage[0], toImage[3]);
  const factor = Math.floor(scale / LEFT_AFTER_SHRINKING);
  const samples = (left: number): number => Math.max(1, Math.round(left));
  if (factor < 2) return sampled(image, toImage, width, height, samples(scale));
  const near = shrunk(image, toImage, { width, height }, factor);
  return sampled(near.image, near.toImage, width, height, samples(scale / factor));
}
