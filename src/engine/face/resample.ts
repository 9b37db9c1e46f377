import type { RgbImage } from '../image.ts';
import type { Box } from './geometry.ts';

/** RGB samples 0..255, interleaved, row by row: `data.length === width * height * 3`. */
export interface Patch {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** For each output pixel, a run of source pixels with their weights. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `span` weights for each output pixel, of which `count` are used. */
  readonly weights: Float32Array;
  readonly span: number;
  /** What part of the output pixel lies in the image, 0..1. */
  readonly covered: Float32Array;
}

/**
 * Weights of a box filter as wide as an output pixel, and at least one source pixel: an area average when
 * shrinking, linear interpolation when enlarging. With a `share` below 1 the filter is that much narrower.
 */
function boxTaps(
  origin: number,
  length: number,
  sourceLength: number,
  outputLength: number,
  share: number,
): Taps {
  const scale = length / outputLength;
  const half = Math.max(1, share * scale) / 2;
  const span = Math.min(sourceLength, Math.ceil(2 * half) + 1);
  const first = new Int32Array(outputLength);
  const count = new Int32Array(outputLength);
  const weights = new Float32Array(outputLength * span);
  const covered = new Float32Array(outputLength);
  for (let i = 0; i < outputLength; i++) {
    const low = origin + (i + 0.5) * scale - half;
    const high = low + 2 * half;
    const start = Math.min(sourceLength, Math.max(0, Math.floor(low)));
    first[i] = start;
    count[i] = Math.max(0, Math.min(sourceLength, Math.ceil(high)) - start);
    for (let k = 0; k < count[i]!; k++) {
      const weight = (Math.min(high, start + k + 1) - Math.max(low, start + k)) / (2 * half);
      weights[i * span + k] = weight;
      covered[i]! += weight;
    }
  }
  return { first, count, weights, span, covered };
}

/** The rows of one output row, weighted and added up: samples `from` to `to` of each. */
function addRows(
  source: Uint8Array,
  stride: number,
  taps: Taps,
  y: number,
  from: number,
  sum: Float32Array,
): void {
  const { first, count, weights, span } = taps;
  const n = sum.length;
  if (count[y] === 0) sum.fill(0);
  for (let k = 0; k < count[y]!; k++) {
    const w = weights[y * span + k]!;
    const start = (first[y]! + k) * stride + from;
    if (k === 0) for (let i = 0; i < n; i++) sum[i] = w * source[start + i]!;
    else for (let i = 0; i < n; i++) sum[i]! += w * source[start + i]!;
  }
}

/** One row, whose first pixel is column `from` of the image, through the horizontal taps. */
function resizeRow(row: Float32Array, from: number, taps: Taps, target: Float32Array, offset: number): void {
  const { first, count, weights, span } = taps;
  for (let x = 0, to = offset; x < first.length; x++, to += 3) {
    let at = (first[x]! - from) * 3;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let k = x * span, end = k + count[x]!; k < end; k++, at += 3) {
      const w = weights[k]!;
      r += w * row[at]!;
      g += w * row[at + 1]!;
      b += w * row[at + 2]!;
    }
    target[to] = r;
    target[to + 1] = g;
    target[to + 2] = b;
  }
}

/**
 * A part of an image at another size; what lies outside the image is `fill`, 0..255.
 * @param share of the width and height of a pixel of the result that is averaged, 0..1: less is faster, and coarser
 */
export function resizeRegion(
  image: RgbImage,
  region: Box,
  width: number,
  height: number,
  fill: number,
  share = 1,
): Patch {
  const columns = boxTaps(region.x, region.width, image.width, width, share);
  const rows = boxTaps(region.y, region.height, image.height, height, share);
  const data = new Float32Array(width * height * 3);
  const from = Math.min(image.width, columns.first[0]!);
  const to = Math.max(from, Math.min(image.width, columns.first[width - 1]! + columns.count[width - 1]!));
  const sum = new Float32Array((to - from) * 3);
  for (let y = 0; y < height; y++) {
    addRows(image.data, image.width * 3, rows, y, from * 3, sum);
    resizeRow(sum, from, columns, data, y * width * 3);
  }
  if (fill !== 0 && !inside(region, image)) fillUncovered(data, columns.covered, rows.covered, fill);
  return { data, width, height };
}

const inside = (region: Box, image: RgbImage): boolean =>
  region.x >= 0 &&
  region.y >= 0 &&
  region.x + region.width <= image.width &&
  region.y + region.height <= image.height;

function fillUncovered(data: Float32Array, columns: Float32Array, rows: Float32Array, fill: number): void {
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      const missing = fill * (1 - row * column);
      for (let c = 0; c < 3; c++) data[(y * columns.length + x) * 3 + c]! += missing;
    });
  });
}
