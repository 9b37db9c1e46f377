import type { RgbImage } from '../image.ts';
import { median } from '../text/geometry.ts';
import type { Point } from '../types.ts';
import { ARCFACE_TEMPLATE, similarity } from './align.ts';
import { type Affine, invert } from './geometry.ts';
import { warp } from './warp.ts';
import { luma } from './tensor.ts';

/** The face is looked at as a grid of cells, which reaches below the chin; a cell is 4 x 4 pixels of a small picture. */
export const COLUMNS = 12;
export const ROWS = 14;
const CELL = 4;
const [WIDTH, HEIGHT] = [COLUMNS * CELL, ROWS * CELL];
/** Pixels of the 112-pixel template in one of the small picture. */
const SCALE = 112 / WIDTH;
/** Where the small picture begins in the template. */
const TOP = 6;
const ORIENTATIONS = 8;
/** Of each cell: gradients by orientation, brightness and two of colour against the face's own. */
export const PER_CELL = ORIENTATIONS + 3;

const TEMPLATE = ARCFACE_TEMPLATE.map(({ x, y }) => ({ x: x / SCALE, y: (y - TOP) / SCALE }));

/** Sums of gradient lengths by orientation (of the line, not its sense), cell by cell. */
function orientations(grey: Float32Array): Float32Array {
  const sums = new Float32Array(COLUMNS * ROWS * ORIENTATIONS);
  for (let y = 1; y < HEIGHT - 1; y++)
    for (let x = 1; x < WIDTH - 1; x++) {
      const i = y * WIDTH + x;
      const dx = grey[i + 1]! - grey[i - 1]!;
      const dy = grey[i + WIDTH]! - grey[i - WIDTH]!;
      const place = ((Math.atan2(dy, dx) / Math.PI + 1) * ORIENTATIONS) % ORIENTATIONS;
      const low = Math.floor(place);
      const share = place - low;
      const length = Math.hypot(dx, dy);
      const cell = (Math.floor(y / CELL) * COLUMNS + Math.floor(x / CELL)) * ORIENTATIONS;
      sums[cell + (low % ORIENTATIONS)]! += length * (1 - share);
      sums[cell + ((low + 1) % ORIENTATIONS)]! += length * share;
    }
  return sums;
}

/** Mean luma and the two differences of colour of each cell. */
function colours(data: Float32Array, grey: Float32Array): number[][] {
  const means = [0, 1, 2].map(() => new Array<number>(COLUMNS * ROWS).fill(0));
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const i = y * WIDTH + x;
      const cell = Math.floor(y / CELL) * COLUMNS + Math.floor(x / CELL);
      const parts = [grey[i]!, data[i * 3]! - grey[i]!, data[i * 3 + 2]! - grey[i]!];
      parts.forEach((value, k) => (means[k]![cell]! += value / CELL ** 2));
    }
  return means;
}

/**
 * What a face looks like, as PER_CELL numbers for each of ROWS x COLUMNS cells: oriented gradients, each cell's relative to
 * the face's (Dalal and Triggs, CVPR 2005), and how its colour differs from the face's median.
 * @param landmarks5 pixels of the image
 */
export function partFeatures(image: RgbImage, landmarks5: readonly Point[]): Float32Array {
  const toImage: Affine = invert(similarity(landmarks5, TEMPLATE));
  const patch = warp(image, toImage, WIDTH, HEIGHT);
  const grey = luma(patch);
  const gradients = orientations(grey);
  const total = gradients.reduce((sum, v) => sum + v, 0) / (COLUMNS * ROWS) + 1;
  const means = colours(patch.data, grey);
  const middles = means.map(median);
  const features = new Float32Array(COLUMNS * ROWS * PER_CELL);
  for (let cell = 0; cell < COLUMNS * ROWS; cell++) {
    for (let k = 0; k < ORIENTATIONS; k++)
      features[cell * PER_CELL + k] = Math.sqrt(gradients[cell * ORIENTATIONS + k]! / total);
    means.forEach((mean, k) => {
      features[cell * PER_CELL + ORIENTATIONS + k] = Math.tanh((mean[cell]! - middles[k]!) / 40);
    });
  }
  return features;
}
