import type { RgbImage } from '../image.ts';
import { type Affine, type Box } from './geometry.ts';

/** RGB samples 0..255, interleaved, row by row: `data.length === width * height * 3`. */
export interface Patch {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

interface Taps {
  /** First source pixel of each output pixel, and one weight for each source pixel from there. */
  readonly start: Int32Array;
  readonly weights: readonly Float32Array[];
  /** What part of the output pixel lies in the image, 0..1. */
  readonly covered: Float32Array;
}

/**
 * Weights of a box filter as wide as an output pixel, and at least one source pixel: an area average when
 * shrinking, linear interpolation when enlarging.
 */
function boxTaps(origin: number, length: number, sourceLength: number, outputLength: number): Taps {
  const scale = length / outputLength;
  const half = Math.max(1, scale) / 2;
  const start = new Int32Array(outputLength);
  const covered = new Float32Array(outputLength);
  const weights = Array.from({ length: outputLength }, (_, i) => {
    const low = origin + (i + 0.5) * scale - half;
    const high = low + 2 * half;
    const first = Math.max(0, Math.floor(low));
    const last = Math.min(sourceLength, Math.ceil(high));
    const row = new Float32Array(Math.max(0, last - first));
    for (let k = 0; k < row.length; k++) {
      const weight = (Math.min(high, first + k + 1) - Math.max(low, first + k)) / (2 * half);
      row[k] = weight;
      covered[i]! += weight;
    }
    start[i] = first;
    return row;
  });
  return { start, weights, covered };
}

/** One source row through the horizontal taps. */
function shrinkRow(source: Uint8Array, rowStart: number, taps: Taps, target: Float32Array): void {
  for (let x = 0; x < taps.start.length; x++) {
    const weights = taps.weights[x]!;
    let at = rowStart + taps.start[x]! * 3;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let k = 0; k < weights.length; k++, at += 3) {
      const w = weights[k]!;
      r += w * source[at]!;
      g += w * source[at + 1]!;
      b += w * source[at + 2]!;
    }
    target[x * 3] = r;
    target[x * 3 + 1] = g;
    target[x * 3 + 2] = b;
  }
}

/** A part of an image at another size; what lies outside the image is `fill`, 0..255. */
export function resizeRegion(
  image: RgbImage,
  region: Box,
  width: number,
  height: number,
  fill: number,
): Patch {
  const columns = boxTaps(region.x, region.width, image.width, width);
  const rows = boxTaps(region.y, region.height, image.height, height);
  const data = new Float32Array(width * height * 3);
  const cache = new Map<number, Float32Array>();
  for (let y = 0; y < height; y++) {
    const weights = rows.weights[y]!;
    const target = data.subarray(y * width * 3, (y + 1) * width * 3);
    const first = rows.start[y]!;
    for (const row of cache.keys()) if (row < first) cache.delete(row);
    for (let k = 0; k < weights.length; k++) {
      let line = cache.get(first + k);
      if (line === undefined) {
        line = new Float32Array(width * 3);
        shrinkRow(image.data, (first + k) * image.width * 3, columns, line);
        cache.set(first + k, line);
      }
      const w = weights[k]!;
      for (let i = 0; i < line.length; i++) target[i]! += w * line[i]!;
    }
    if (fill !== 0)
      for (let x = 0; x < width; x++) {
        const missing = fill * (1 - rows.covered[y]! * columns.covered[x]!);
        for (let c = 0; c < 3; c++) target[x * 3 + c]! += missing;
      }
  }
  return { data, width, height };
}

/** Bilinear sample at a pixel centre (x, y) added to target[at..at+2]; outside the image is black. */
function addSample(image: RgbImage, x: number, y: number, target: Float32Array, at: number): void {
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

/**
 * Fills a patch through `toImage`, which maps the patch's pixel centres (integers) to the image's.
 * Where the image is larger than the patch, n x n samples a pixel are averaged, n up to 8.
 */
export function warp(image: RgbImage, toImage: Affine, width: number, height: number): Patch {
  const [a, b, c, d, e, f] = toImage;
  const n = Math.min(8, Math.max(1, Math.round(Math.hypot(a, d))));
  const data = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let j = 0; j < n; j++)
        for (let i = 0; i < n; i++) {
          const px = x + (i + 0.5) / n - 0.5;
          const py = y + (j + 0.5) / n - 0.5;
          addSample(image, a * px + b * py + c, d * px + e * py + f, data, (y * width + x) * 3);
        }
  if (n > 1) for (let i = 0; i < data.length; i++) data[i]! /= n * n;
  return { data, width, height };
}
